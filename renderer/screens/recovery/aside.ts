/** The folder in the bench's data folder in which files that were found damaged or replaced are kept. */
export function asideIn(dataFolder: string, name: string): string {
  const separator = dataFolder.includes('\\') ? '\\' : '/'
  return [dataFolder, 'aside', name].join(separator)
}
