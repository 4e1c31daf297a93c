import { posix } from 'node:path';
import type { DocumentSelector, TextDocument } from 'vscode';
import type { ExperimentReading } from '../../experiment/read.ts';

const ENDING = '.xenbench.jsonc';

/** Experiment files, saved or not, in a workspace or not; not the old ones that a comparison shows. */
export const EXPERIMENT_DOCUMENTS: DocumentSelector = ['file', 'untitled'].map((scheme) => ({
  scheme,
  pattern: `**/*${ENDING}`,
}));

export function isExperimentDocument({ uri }: TextDocument): boolean {
  return (uri.scheme === 'file' || uri.scheme === 'untitled') && uri.path.endsWith(ENDING);
}

const readings = new WeakMap<
  TextDocument,
  { readonly version: number; readonly reading: ExperimentReading }
>();

/**
 * What our reader says of a document as it stands in the editor. Its offsets are those of the document. The reader is
 * loaded with the first question.
 */
export async function readDocument(document: TextDocument): Promise<ExperimentReading> {
  const { readExperiment } = await import('../../experiment/read.ts');
  const known = readings.get(document);
  if (known?.version === document.version) return known.reading;
  const { version } = document;
  const name = posix.basename(document.uri.path);
  const reading = readExperiment(new TextEncoder().encode(document.getText()), name);
  readings.set(document, { version, reading });
  return reading;
}
