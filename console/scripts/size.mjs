// Fails when the sign-in page would load more JavaScript than the budget.
// Counted: every script the built index.html names plus, transitively, the
// chunks they import statically, plus the sign-in page's own lazy chunk and
// the larger of the two language catalogues.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 200_000;
const dist = new URL('../dist/', import.meta.url);
const assets = readdirSync(new URL('assets/', dist)).filter((name) => name.endsWith('.js'));
const read = (name) => readFileSync(new URL(`assets/${name}`, dist), 'utf8');
const gzipped = (name) => gzipSync(read(name), { level: 9 }).length;

const html = readFileSync(new URL('index.html', dist), 'utf8');
const roots = [...html.matchAll(/(?:src|href)="\/app\/assets\/([^"]+\.js)"/g)].map((match) => match[1]);
const lazy = (prefix) => {
  const found = assets.filter((name) => name.startsWith(`${prefix}-`));
  if (found.length === 0) throw new Error(`no chunk named ${prefix}; did the route or catalogue move?`);
  return found.sort((a, b) => gzipped(b) - gzipped(a))[0];
};
const catalogue = [lazy('en'), lazy('es')].sort((a, b) => gzipped(b) - gzipped(a))[0];

const seen = new Set();
const queue = [...roots, lazy('SignIn'), catalogue];
while (queue.length > 0) {
  const name = queue.pop();
  if (seen.has(name)) continue;
  seen.add(name);
  for (const match of read(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) queue.push(match[1]);
}

const rows = [...seen].map((name) => [gzipped(name), name]).sort((a, b) => b[0] - a[0]);
const total = rows.reduce((sum, [bytes]) => sum + bytes, 0);
for (const [bytes, name] of rows) console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${name}`);
console.log(`${(total / 1000).toFixed(1).padStart(8)} kB  total, gzipped (budget ${BUDGET_BYTES / 1000} kB)`);
if (total > BUDGET_BYTES) {
  console.error('The sign-in page loads too much JavaScript.');
  process.exit(1);
}
