import type { Pictures } from '../../src/notebook/pictures.ts';
import { shownAgain } from '../../src/notebook/result-figure.ts';
import { plain } from '../../src/report/plain.ts';
import { captionOf } from '../results/caption.ts';
import { PAPER, paintsOf } from '../results/paint.ts';
import { svgOf } from '../results/picture.ts';
import { measureHelvetica } from './letter-widths.ts';

/** See `Pictures`; loaded by the extension, not by a page. */
export const pictures: Pictures = {
  svgOf(kept, { targets, title }) {
    const figure = shownAgain(kept);
    const caption = captionOf(figure, targets, plain(title, 200));
    return svgOf({ figure, paints: paintsOf(targets, PAPER), caption }, measureHelvetica);
  },
};
