type Env = Readonly<Record<string, string | undefined>>

/** Whether a window can be shown: only Linux may be without a display. */
export function hasDisplay(platform: NodeJS.Platform, env: Env): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}
