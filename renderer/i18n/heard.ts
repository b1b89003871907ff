/** Sentences one behind the other as a screen reader hears them: one stop between two, whichever had its own. */
export const heard = (...said: readonly (string | undefined)[]): string =>
  said
    .flatMap((one) => one?.trim() || [])
    .map((one, i, all) => (i < all.length - 1 && !/[.!?…:]$/.test(one) ? `${one}.` : one))
    .join(' ')
