// `npm start`: installs, builds, serves and prints the address. PORT chooses another port than 4173.
import { bin, install, run } from './install.mjs';

install();
run(bin('vite'), ['build', '--logLevel', 'warn']);
const port = process.env.PORT ?? '4173';
const { preview } = await import('vite');
const server = await preview({ preview: { port: Number(port), strictPort: Boolean(process.env.PORT) }, logLevel: 'warn' });
console.log(`Kronoscope is served at ${server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`}  (Ctrl+C ends it)`);
