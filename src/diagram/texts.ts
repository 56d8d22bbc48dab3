// The words that the picture asks for, by key. They are given from outside; the English is in the comment beside each.

/** `text(key, params)` answers with words, or with '' when there are none. */
export type Text = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Keys below `diagram.`; parts and stages come from `part.<id>.name` and `stage.<name>`. */
export const diagramTexts = [
  'revision', // rev {{n}}
  'keys', // {{n}} keys
  'behind', // behind
  'empty', // empty
  'again', // again
  'idle', // idle
  'waiting', // waiting
  'queued', // {{n}} queued
  'down', // down
  'addon', // add-on
  'podsMore', // +{{n}} more
  'unscheduled', // {{n}} without a node
  'podsHere', // {{n}} Pods
  'unseen', // not in the recording
  'capacity', // {{n}} of {{max}} Pods
  'pod', // Pod {{name}}, {{state}}
  'cutOff', // cut off
  'cordoned', // cordoned
  'next', // next in {{left}}
  'add', 'update', 'delete', // add · update · delete
] as const;
