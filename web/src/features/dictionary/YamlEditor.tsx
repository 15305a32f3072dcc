import type { Completion } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';

import { marked, parts, positionOf, type Mark } from './editorParts';

interface YamlEditorProps {
  label: string;
  text: string;
  readOnly: boolean;
  marks: readonly Mark[];
  /** What can be written, to be offered while typing. */
  names: readonly Completion[];
  /** A place to go to; a new object goes there again. */
  place: { line: number; column: number } | null;
  onText: (text: string) => void;
}

/** A text editor that marks mistakes by line and column. */
export default function YamlEditor({ label, text, readOnly, marks, names, place, onText }: YamlEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ text, names, onText });
  useEffect(() => {
    latest.current = { text, names, onText };
  });

  useEffect(() => {
    const parent = holder.current;
    if (parent === null) {
      return;
    }
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: parts(
          label,
          readOnly,
          () => latest.current.names,
          (changed) => latest.current.onText(changed),
        ),
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [label, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== null && editor.state.doc.toString() !== text) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    }
  }, [text]);

  useEffect(() => {
    if (view.current !== null) {
      marked(view.current, marks);
    }
  }, [marks]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== null && place !== null) {
      const anchor = positionOf(editor.state.doc, place.line, place.column);
      editor.dispatch({ selection: { anchor }, scrollIntoView: true });
      editor.focus();
    }
  }, [place]);

  return <div ref={holder} className="yaml-editor" />;
}
