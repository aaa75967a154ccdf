import { openCensus } from '#census/open-census.ts';

/** Reads a census file to its end, by records and, where there is one, by the way straight to COPY; tells what it saw and the most memory it took. */
const [path = '', way] = process.argv.slice(2);
const file = await openCensus(path);
let rows = 0;
let last = 0;
if (way === 'copy') for await (const chunk of file.copyChunks?.() ?? []) rows += chunk.rows;
else
  for await (const batch of file.batches) {
    rows += batch.length;
    last = batch.at(-1)?.row ?? last;
  }
await file.close();
console.log(JSON.stringify({ rows, last, mostMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
