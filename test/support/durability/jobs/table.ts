/** So many rows has the table that is taken over. */
export const ROWS = 400

/** Codes that nothing else has. */
export const isImported = (code: string): boolean => code.startsWith('IMP')

export const importTable = (): string =>
  [
    'barcode,type',
    ...Array.from({ length: ROWS }, (_, n) => `IMP${String(n).padStart(6, '0')},DNA`),
  ].join('\n')
