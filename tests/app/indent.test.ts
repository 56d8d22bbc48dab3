// Where the editor begins a new line.
import { expect, it } from 'vitest';
import { columnAfter } from '../../src/app/indent.ts';

it.each([
  ['kind: Job', 0], ['spec:', 2], ['  template:   # of its Pods', 4], ['      - name: main', 8], ['      - env:', 10], ['  - a', 4], ['', 0], ['    ', 4],
  ['  script: |', 4], ['  script: >-', 4], ['  # a note:', 4 - 2], ['  command: ["a:"]', 2], ['  url: http://a', 2], ['  - - a', 6],
])('after %j: column %i', (line, column) => { expect(columnAfter(line)).toBe(column); });
