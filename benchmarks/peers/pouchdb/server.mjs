// A CouchDB-like server on this computer over LevelDB, filled with the documents beside it.
import { readFileSync } from 'node:fs'
import express from 'express'
import expressPouch from 'express-pouchdb'
import leveldb from 'pouchdb-adapter-leveldb'
import PouchDB from 'pouchdb-core'
import mapreduce from 'pouchdb-mapreduce'
import replication from 'pouchdb-replication'

const Server = PouchDB.plugin(leveldb).plugin(replication).plugin(mapreduce)
const Kept = Server.defaults({ prefix: './server-' })
const documents = JSON.parse(readFileSync('documents.json', 'utf8'))
const site = new Kept('site')
for (let at = 0; at < documents.length; at += 1000)
  await site.bulkDocs(documents.slice(at, at + 1000))
const app = express()
app.use(
  '/',
  expressPouch(Kept, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: './log.txt' }),
)
const server = app.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}/site`),
)
process.on('SIGTERM', () => process.exit(0))
