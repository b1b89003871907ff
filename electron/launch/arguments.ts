export interface Arguments {
  /** `--serve`: the screens in a browser although a window could be had. */
  readonly serve: boolean
  /** Everything else, for the bench itself, e.g. `--data DIR`. */
  readonly rest: readonly string[]
}

/** Of `npm start -- …`, without the program and the script. */
export function parseArguments(args: readonly string[]): Arguments {
  return { serve: args.includes('--serve'), rest: args.filter((one) => one !== '--serve') }
}

/** How to run Electron on the app in `root`. Chromium refuses to start as root with its sandbox. */
export function electronArguments(
  root: string,
  rest: readonly string[],
  isLinuxRoot: boolean,
): string[] {
  return [...(isLinuxRoot ? ['--no-sandbox'] : []), root, ...rest]
}
