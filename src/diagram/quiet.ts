// Attributes, styles and texts are written only where they change: to the browser a write of what is there already is news, and costs a pass of style and layout.
import { selection, type BaseType, type Selection } from 'd3-selection';

type Any = Selection<BaseType, unknown, BaseType, unknown>;
type Method = (this: Any, ...args: unknown[]) => Any;
const constant = (value: unknown): value is string | number | boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Teaches D3's selections; called once, before anything is drawn. */
export function writeOnlyChanges(): void {
  const own = selection.prototype as unknown as Record<'attr' | 'text' | 'style', Method> & { quiet?: true };
  if (own.quiet) return;
  own.quiet = true;
  const { attr, text, style } = own;
  own.attr = function (...args) {
    const [name, value] = args;
    if (args.length < 2 || !constant(value)) return attr.apply(this, args);
    const wanted = String(value);
    return this.each(function () { const el = this as Element; if (el.getAttribute(name as string) !== wanted) el.setAttribute(name as string, wanted); });
  };
  own.text = function (...args) {
    const [value] = args;
    if (!constant(value)) return text.apply(this, args);
    const wanted = String(value);
    return this.each(function () { const el = this as Element; if (el.textContent !== wanted) el.textContent = wanted; });
  };
  own.style = function (...args) {
    const [name, value] = args;
    if (args.length !== 2 || !constant(value)) return style.apply(this, args);
    const wanted = String(value);
    return this.each(function () { const { style: held } = this as SVGElement; if (held.getPropertyValue(name as string) !== wanted) held.setProperty(name as string, wanted); });
  };
}
