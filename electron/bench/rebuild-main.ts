// `npm run rebuild -- [--data DIR]`: see rebuild-tool.ts.
import { rebuildTool } from './rebuild-tool.ts'

process.exitCode = await rebuildTool(process.argv.slice(2))
