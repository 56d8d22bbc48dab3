// The plainest of servers for dist/: files below a path of its own, their types, and no other header; no page of another origin is permitted anything.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { dist } from '../tools/first-play.mjs';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Its address ends in a slash. */
export async function servePlainly(): Promise<{ url: string; close(): void }> {
  const path = '/some/where/';
  const server = createServer((request, response) => {
    const asked = new URL(request.url!, 'http://x').pathname;
    const file = join(dist, asked.slice(path.length));
    if (!asked.startsWith(path) || !existsSync(file) || !types[extname(file)]) { response.writeHead(404).end(); return; }
    response.setHeader('content-type', types[extname(file)]!).end(readFileSync(file));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, close: () => server.close() };
}
