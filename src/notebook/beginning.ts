import { CELL_LANGUAGE, type Cell, type Notebook } from './notebook.ts';

/** A notebook to begin with. `experiment`: path of an experiment file; null: it brings one of its own, on the demo lab. */
export function beginning(experiment: string | null): Notebook {
  const own =
    experiment === null ? [markdown('The experiment: what to compare, and what to measure.'), code(OWN)] : [];
  return {
    header: [],
    lineEnd: '\n',
    cells: [
      markdown('# A new experiment\n\nWhat is asked, and why.'),
      ...own,
      markdown('The run. Narrow it by `"targets"`, `"benchmarks"` and `"repetitions"`.'),
      code(`{ "experiment": ${JSON.stringify(experiment ?? 'above')} }`),
      markdown('How far the runs of a value lie apart.'),
      code('{ "show": "cv-table" }'),
      markdown('What was measured.'),
      code('{ "show": "chart" }'),
    ],
  };
}

const OWN = `{
  "title": "PV against HVM (demo lab)",
  "targets": {
    "bare": { "kind": "native", "host": "lab:native" },
    "pv": { "kind": "pv", "host": "lab:pv" },
    "hvm": { "kind": "hvm", "host": "lab:hvm" }
  },
  "benchmarks": ["memory", "disk", "cpu"],
  "repetitions": 10
}`;

function code(text: string): Cell {
  return { kind: 'code', language: CELL_LANGUAGE, text, fields: {}, outputs: [] };
}

function markdown(text: string): Cell {
  return { kind: 'markdown', language: 'markdown', text, fields: {}, outputs: [] };
}
