# Stops a running job from a second shell, while the agent waits for it (after alive.sh). $1 folder, $2 job. Prints one word:
# `stopped` (proved: no process of the group is left), `finished` (it was over), `gone` (no such session), `alive`.
xb_step=0
xb_group=
# The job may be just starting: its pid file comes within milliseconds.
while :; do
  [ -d "$1" ] || { echo gone; exit; }
  [ ! -s "$1/rc.$2" ] || { echo finished; exit; }
  read -r xb_group xb_guard 2>/dev/null <"$1/pid.$2" && break
  xb_step=$((xb_step + 1))
  [ "$xb_step" -lt 20 ] || { echo gone; exit; }
  sleep 0.05 2>/dev/null || sleep 1
done
kill -TERM "-$xb_group" 2>/dev/null
xb_step=0
while xb_alive "$xb_group"; do
  [ "$xb_step" -lt 20 ] || break
  # The wrapper dies of this too, and cannot end the guard any more.
  [ "$xb_step" -lt 10 ] || { kill -KILL "-$xb_group"; kill -KILL "$xb_guard"; } 2>/dev/null
  sleep 0.05 2>/dev/null || sleep 1
  xb_step=$((xb_step + 1))
done
if xb_alive "$xb_group"; then echo alive; else echo stopped; fi
