// client.mjs URL NAME COUNT: replicates a database from a server and prints how many milliseconds it took.
import http from 'pouchdb-adapter-http'
import leveldb from 'pouchdb-adapter-leveldb'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'

const [url, name, count] = process.argv.slice(2)
const Client = PouchDB.plugin(leveldb).plugin(http).plugin(replication)
const copy = new Client(name)
const from = new Client(url)
const start = performance.now()
await copy.replicate.from(from, { batch_size: 1000, batches_limit: 2 })
const ms = performance.now() - start
const { doc_count } = await copy.info()
if (doc_count !== Number(count)) throw new Error(`${doc_count} documents of ${count}`)
console.log(ms)
process.exit(0)
