/** The part of svgcanvas that is used; it comes without types. */
declare module 'svgcanvas' {
  /** Stands for a canvas: what is drawn into its context becomes `svg`. */
  export class Element {
    constructor(options: { readonly width: number; readonly height: number });
    readonly svg: SVGSVGElement;
    getContext(type: '2d'): CanvasRenderingContext2D;
  }
}
