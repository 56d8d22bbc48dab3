// Films the picture while it plays: each frame of it is drawn into a canvas that the browser records.
const framesPerSecond = 12;
const kinds = [['video/mp4;codecs=avc1', 'mp4'], ['video/webm;codecs=vp9', 'webm'], ['video/webm', 'webm']] as const;

export type Film = { stop(): Promise<{ blob: Blob; extension: string }> };

/** The page's rules for the picture and the values of its colours, so that a frame looks the same outside the page. */
function rulesOf(svg: SVGSVGElement): string {
  const rules = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } });
  const style = getComputedStyle(svg);
  const names = new Set(rules.flatMap((rule) => [...rule.cssText.matchAll(/(--[\w-]+):/g)].map((m) => m[1]!)));
  const values = [...names].map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
  return `:root{${values}}\n${rules.map((r) => r.cssText).filter((text) => /^\.kd\b/.test(text)).join('\n')}`;
}

/** Starts at once; null where the browser cannot record a canvas. */
export function startFilm(svg: SVGSVGElement): Film | null {
  const kind = typeof MediaRecorder === 'undefined' ? undefined : kinds.find(([type]) => MediaRecorder.isTypeSupported(type));
  const { width, height } = svg.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width) * 2;
  canvas.height = Math.round(height) * 2;
  const paint = canvas.getContext('2d');
  if (!kind || !paint || !('captureStream' in canvas)) return null;
  const rules = rulesOf(svg);
  const paper = getComputedStyle(document.body).backgroundColor;
  let over = false;

  async function frame(): Promise<void> {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.setAttribute('width', String(width));
    copy.setAttribute('height', String(height));
    const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
    style.textContent = rules;
    copy.prepend(style);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    paint!.fillStyle = paper;
    paint!.fillRect(0, 0, canvas.width, canvas.height);
    paint!.drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  const recorder = new MediaRecorder(canvas.captureStream(framesPerSecond), { mimeType: kind[0], videoBitsPerSecond: 6_000_000 });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', (e) => parts.push(e.data));
  recorder.start();
  const run = async () => { while (!over) { await frame().catch(() => {}); await new Promise((done) => setTimeout(done, 1000 / framesPerSecond)); } };
  void run();
  return {
    stop: () => new Promise((done) => {
      over = true;
      recorder.addEventListener('stop', () => done({ blob: new Blob(parts, { type: kind[0] }), extension: kind[1] }));
      recorder.stop();
    }),
  };
}
