import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Below 73, or `uaccess` comes too late. The package has the same name under `resources`. */
export const RULE_FILE = '70-frostkeep-scanners.rules'

/** Where a rule of one's own is put. */
const RULES = '/etc/udev/rules.d'

/**
 * What an administrator runs to let whoever sits at a Linux computer open its scanners; null where the rule is
 * not to be found. `folders`: where the program's own files may be.
 */
export function ruleCommand(folders: readonly string[]): string | null {
  const file = folders.map((folder) => join(folder, RULE_FILE)).find((path) => existsSync(path))
  if (file === undefined) return null
  return [
    `sudo install -m 644 ${quoted(file)} ${RULES}/`,
    'sudo udevadm control --reload',
    'sudo udevadm trigger --subsystem-match=hidraw --action=add',
  ].join(' && ')
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
