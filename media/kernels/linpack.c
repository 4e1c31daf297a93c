/*
 * Linpack-compatible 100x100: solves a dense system of 100 equations in single precision by LU factorisation with
 * partial pivoting, column by column as LINPACK does, and rates 2n^3/3 + 2n^2 operations by the time of factor and
 * solve. Written anew; no code of LINPACK nor of Linpack-PC.
 *
 * Usage: linpack SECONDS
 *
 * The same system is solved with leading dimensions 201 and 200 (rows that fall differently into the cache), five
 * timed passes each; the passes of one dimension take at least SECONDS/2 together. The rating is the smaller of the
 * two averages, by CPU time; that by wall time, which counts time stolen from a guest too, stands beside it.
 *
 * A solve destroys its matrix and is too short to be timed alone, so that a pass times many solves together with
 * the copying of a fresh matrix before each, and then subtracts the time of as many copies alone. Making the matrix
 * is never timed.
 *
 * Prints key=value lines. Exit status: 0 measured, 2 wrong usage or a clock that does not run.
 * C99 and POSIX; compile with -O2 and without -ffast-math.
 */
#define _POSIX_C_SOURCE 200809L
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N = 100, LARGEST_LEAD = 201, PASSES = 5, LEADS = 2 };

static const int leads[LEADS] = {201, 200};

/* fresh stays as it was made; matrix is factored in place. */
static float fresh[N * LARGEST_LEAD], fresh_right[N];
static float matrix[N * LARGEST_LEAD], right[N];
static int pivots[N];

static float magnitude(float value) { return value < 0 ? -value : value; }

/* Values in -2..2 from a small congruential generator; the right side are the sums of the rows, so that the solution
 * is 1 everywhere. */
static void make(int lead) {
  long state = 1325;
  memset(fresh_right, 0, sizeof fresh_right);
  for (int column = 0; column < N; column++) {
    for (int row = 0; row < N; row++) {
      state = 3125 * state % 65536;
      fresh[column * lead + row] = (float)(state - 32768) / 16384.0f;
      fresh_right[row] += fresh[column * lead + row];
    }
  }
}

static void refresh(int lead) {
  memcpy(matrix, fresh, sizeof(float) * (size_t)(N * lead));
  memcpy(right, fresh_right, sizeof right);
}

/* to += factor * from */
static void add_multiple(float *to, const float *from, float factor, int count) {
  for (int i = 0; i < count; i++) to[i] += factor * from[i];
}

static void exchange(float *one, float *other) {
  float kept = *one;
  *one = *other;
  *other = kept;
}

static void factor(int lead) {
  for (int k = 0; k < N - 1; k++) {
    float *column = matrix + k * lead;
    int pivot = k;
    for (int row = k + 1; row < N; row++) {
      if (magnitude(column[row]) > magnitude(column[pivot])) pivot = row;
    }
    pivots[k] = pivot;
    if (column[pivot] == 0.0f) continue;
    exchange(&column[pivot], &column[k]);
    float scale = -1.0f / column[k];
    for (int row = k + 1; row < N; row++) column[row] *= scale;
    for (int other = k + 1; other < N; other++) {
      float *target = matrix + other * lead;
      exchange(&target[pivot], &target[k]);
      add_multiple(target + k + 1, column + k + 1, target[k], N - k - 1);
    }
  }
}

static void solve(int lead) {
  for (int k = 0; k < N - 1; k++) {
    exchange(&right[pivots[k]], &right[k]);
    add_multiple(right + k + 1, matrix + k * lead + k + 1, right[k], N - k - 1);
  }
  for (int k = N - 1; k >= 0; k--) {
    right[k] /= matrix[k * lead + k];
    add_multiple(right, matrix + k * lead, -right[k], k);
  }
}

static void factor_and_solve(int lead) {
  factor(lead);
  solve(lead);
}

/* Called through volatile pointers, nothing can be left out or merged with its neighbours. */
static void (*volatile run_refresh)(int) = refresh;
static void (*volatile run_solve)(int) = factor_and_solve;

/* Largest residual of Ax = b over n x the largest element x the largest solution x the precision: about 1 to 10 for
 * a sound solution. */
static double normalised_residual(int lead) {
  run_refresh(lead);
  run_solve(lead);
  double residual = 0, element = 0, solution = 0;
  for (int row = 0; row < N; row++) {
    double sum = -(double)fresh_right[row];
    for (int column = 0; column < N; column++) {
      double value = fresh[column * lead + row];
      sum += value * (double)right[column];
      if (value < 0) value = -value;
      if (value > element) element = value;
    }
    if (sum < 0) sum = -sum;
    /* Written so that what is not a number stays to be seen. */
    if (!(sum <= residual)) residual = sum;
    if (magnitude(right[row]) > solution) solution = magnitude(right[row]);
  }
  return residual / (N * element * solution * (double)FLT_EPSILON);
}

struct times {
  double cpu, wall;
};

static struct times now(void) {
  struct timespec wall;
  clock_gettime(CLOCK_MONOTONIC, &wall);
  struct times both = {(double)clock() / CLOCKS_PER_SEC, (double)wall.tv_sec + 1e-9 * (double)wall.tv_nsec};
  return both;
}

/* Time of `solves` solves of fresh systems, without the time of making them fresh. */
static struct times batch_of(int lead, long solves) {
  struct times start = now();
  for (long i = 0; i < solves; i++) {
    run_refresh(lead);
    run_solve(lead);
  }
  struct times middle = now();
  for (long i = 0; i < solves; i++) run_refresh(lead);
  struct times end = now();
  struct times taken = {2 * middle.cpu - start.cpu - end.cpu, 2 * middle.wall - start.wall - end.wall};
  return taken;
}

/* Solves whose time, at least a hundredth of a second, the clocks can tell well; 0: the CPU clock does not run. */
static long batch_size(int lead) {
  long solves = 1;
  double taken = batch_of(lead, solves).cpu;
  /* 2^30 solves take hours on anything. */
  while (taken < 0.01 && solves < 1L << 30) {
    solves *= 2;
    taken = batch_of(lead, solves).cpu;
  }
  return taken > 0 ? solves : 0;
}

/* Batches until they have taken `seconds` of CPU time, however the machine's speed changes meanwhile. */
static struct times pass(int lead, long batch, double seconds, long *solves) {
  struct times total = {0, 0};
  *solves = 0;
  while (total.cpu < seconds) {
    struct times taken = batch_of(lead, batch);
    total.cpu += taken.cpu;
    total.wall += taken.wall;
    *solves += batch;
  }
  return total;
}

int main(int count, char **arguments) {
  char *end = "";
  double seconds = count == 2 ? strtod(arguments[1], &end) : 0;
  if (*end != '\0' || !(seconds > 0) || seconds > 86400) {
    fprintf(stderr, "usage: linpack SECONDS\n");
    return 2;
  }
  const double operations = 2.0 * N * N * N / 3.0 + 2.0 * N * N;
  double rating_cpu = 0, rating_wall = 0, residual = 0;
  struct times total = {0, 0};

  printf("kernel=Linpack-compatible 100x100 (Xen Bench kernel 1)\n");
  printf("n=%d\nprecision=single\n", N);
  for (int which = 0; which < LEADS; which++) {
    int lead = leads[which];
    make(lead);
    double normalised = normalised_residual(lead);
    if (which == 0 || !(normalised <= residual)) residual = normalised;
    long batch = batch_size(lead);
    if (batch == 0) {
      fprintf(stderr, "linpack: the CPU clock does not run\n");
      return 2;
    }
    double cpu = 0, wall = 0;
    for (int i = 1; i <= PASSES; i++) {
      long solves;
      struct times taken = pass(lead, batch, seconds / LEADS / PASSES, &solves);
      double mflops = operations * (double)solves / taken.cpu / 1e6;
      double mflops_wall = operations * (double)solves / taken.wall / 1e6;
      printf("pass-%d-%d=%.4f\npass-%d-%d-wall=%.4f\n", lead, i, mflops, lead, i, mflops_wall);
      cpu += mflops / PASSES;
      wall += mflops_wall / PASSES;
      total.cpu += taken.cpu;
      total.wall += taken.wall;
    }
    if (which == 0 || cpu < rating_cpu) rating_cpu = cpu;
    if (which == 0 || wall < rating_wall) rating_wall = wall;
  }
  printf("seconds-cpu=%.6f\nseconds-wall=%.6f\n", total.cpu, total.wall);
  printf("residual=%.4f\nmflops=%.4f\nmflops-wall=%.4f\n", residual, rating_cpu, rating_wall);
  return 0;
}
