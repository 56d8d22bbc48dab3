// Times as the API writes them, and keys of objects.
import type { ObjectMeta } from '../../api/types.ts';
import { namespacedName, timestamp } from '../keys.ts';
import type { QueueKey } from '../messages.ts';

/** RFC 3339 in whole seconds, UTC, from ms since 1970. */
export const rfc3339 = timestamp;
export const parseRfc3339 = (text: string): number => Date.parse(text);
export const queueKeyOf = (o: { metadata: ObjectMeta }): QueueKey => namespacedName(o.metadata.namespace ?? '', o.metadata.name);
