/** The resolutions that label printers are made with, in dots an inch. */
export const DPIS = [203, 300, 600] as const
export type Dpi = (typeof DPIS)[number]

const MM_PER_INCH = 25.4

/** Dots for a length in millimetres, to the nearest whole one. */
export const toDots = (mm: number, dpi: Dpi): number => Math.round((mm * dpi) / MM_PER_INCH)

/** Whole dots that a length in millimetres has at least. */
export const atLeast = (mm: number, dpi: Dpi): number => Math.ceil((mm * dpi) / MM_PER_INCH)

/** Millimetres for a number of dots, to the nearest tenth: as a person is told. */
export const toMm = (dots: number, dpi: Dpi): number =>
  Math.round((dots * MM_PER_INCH * 10) / dpi) / 10
