// `npm run verify -- FILE`: see tool.ts.
import { verifyTool } from './tool.ts'

process.exitCode = await verifyTool(process.argv.slice(2))
