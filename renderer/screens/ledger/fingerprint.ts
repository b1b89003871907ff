/** A key as two people compare it by voice: groups of four digits. */
export const groupsOf = (key: string): readonly string[] => key.match(/.{1,4}/g) ?? []
