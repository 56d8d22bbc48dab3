// Amounts are kept in thousandths at the finest. Models SetDefaults_ResourceList of pkg/apis/core/v1/defaults.go.
import { parseQuantity, quantityText } from '../decode/quantity.ts';
import type { ResourceList } from '../types.ts';

const milli = 10n ** 6n;
function amount(text: string): string {
  const q = parseQuantity(text);
  if (!q || q.nanos % milli === 0n) return text;
  // Away from zero.
  const up = q.nanos > 0n ? milli - 1n : 1n - milli;
  return quantityText({ ...q, nanos: ((q.nanos + up) / milli) * milli });
}
export const roundedList = (list: ResourceList): ResourceList => Object.fromEntries(Object.entries(list).map(([k, v]) => [k, amount(v)]));
export const roundedUp = <T extends { requests?: ResourceList; limits?: ResourceList }>(r: T): T => ({ ...r, ...(r.limits ? { limits: roundedList(r.limits) } : {}), ...(r.requests ? { requests: roundedList(r.requests) } : {}) });
