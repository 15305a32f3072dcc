import { autocompletion, completionKeymap, type Completion, type CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  drawSelection,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

import { nonce } from '@/lib/nonce';

/** A place in a text, in lines and columns from 1, with what is to be said of it. */
export interface Mark {
  line: number;
  column: number;
  until: number;
  text: string;
  severity: 'error' | 'warning';
}

const WORD = /[a-z][a-z0-9_]*$/;

/** Offers names while one is typed. */
function namesFrom(names: () => readonly Completion[]): CompletionSource {
  return (context) => {
    const word = context.matchBefore(WORD);
    return word === null ? null : { from: word.from, options: [...names()], validFor: /^[a-z0-9_]*$/ };
  };
}

/** What an editor of definitions is made of; its colours come from the page's own style sheet. */
export function parts(
  label: string,
  readOnly: boolean,
  names: () => readonly Completion[],
  changed: (text: string) => void,
): Extension[] {
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    history(),
    yaml(),
    indentUnit.of('  '),
    syntaxHighlighting(classHighlighter),
    lintGutter(),
    autocompletion({ override: [namesFrom(names)], icons: false }),
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    EditorState.readOnly.of(readOnly),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        changed(update.state.doc.toString());
      }
    }),
  ];
}

/** Where a line and column are in a text; beyond its end, the end. */
export function positionOf(document: Text, line: number, column: number): number {
  if (line > document.lines) {
    return document.length;
  }
  const found = document.line(Math.max(1, line));
  // The server counts characters, the editor units of UTF-16.
  const before = Array.from(found.text)
    .slice(0, Math.max(0, column - 1))
    .join('').length;
  return found.from + before;
}

/** Marks the places. */
export function marked(view: EditorView, marks: readonly Mark[]): void {
  const { doc } = view.state;
  const diagnostics = marks.map((mark): Diagnostic => {
    const from = positionOf(doc, mark.line, mark.column);
    const to = positionOf(doc, mark.line, mark.until);
    return { from, to: Math.max(from, to), severity: mark.severity, message: mark.text };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
