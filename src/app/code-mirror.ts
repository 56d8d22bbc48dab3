// CodeMirror set up for manifests: YAML colours, squiggles, undo, find. Loaded after the page stands.
import { defaultKeymap, history, historyKeymap, indentWithTab, undo } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentService, indentUnit, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { columnAfter } from './indent.ts';
import type { Problem } from './problems.ts';

export type CodeHandle = { setText(text: string): void; setProblems(list: readonly Problem[]): void; undo(): void; goTo(position: number): void; focus(): void; destroy(): void };
export type CodeOptions = { text: string; label: string; onchange: (text: string) => void; onapply: () => void; explain: (p: Problem) => string };

const colours = HighlightStyle.define([
  { tag: tags.atom, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.keyword], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.meta, color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: '13px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--muted)', border: '0' },
  '.cm-activeLine': { backgroundColor: 'var(--wash)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1.5px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn) 1.5px', textUnderlineOffset: '3px' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--hairline)', borderRadius: '6px', boxShadow: 'var(--shadow)', maxWidth: '420px' },
  '.cm-diagnostic': { fontFamily: 'var(--mono)', fontSize: '12px', padding: '6px 10px' },
});

/** Makes an editor in `host`; the caller owns it and destroys it. */
export function createCodeMirror(host: HTMLElement, options: CodeOptions): CodeHandle {
  let told = options.text;
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        keymap.of([{ key: 'Mod-Enter', run: () => { options.onapply(); return true; } }]),
        lineNumbers(), highlightActiveLineGutter(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), lintGutter(),
        indentUnit.of('  '), EditorState.tabSize.of(2), StreamLanguage.define(yaml), indentService.of((context, at) => columnAfter(context.lineAt(at, -1).text)), syntaxHighlighting(colours), look,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
        EditorView.updateListener.of((u) => {
          if (!u.docChanged) return;
          told = u.state.doc.toString();
          options.onchange(told);
        }),
      ],
    }),
  });
  const within = (n: number) => Math.max(0, Math.min(n, view.state.doc.length));
  return {
    setText(text) {
      if (text === told) return;
      told = text;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setProblems(list) {
      view.dispatch(setDiagnostics(view.state, list.map((p) => ({ from: within(p.from), to: within(Math.max(p.to, p.from + 1)), severity: p.severity, message: options.explain(p) }))));
    },
    undo: () => { undo(view); view.focus(); },
    goTo(position) {
      view.dispatch({ selection: { anchor: within(position) }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
