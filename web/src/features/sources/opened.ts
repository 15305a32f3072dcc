import { useState } from 'react';

/** Which window of which source is open; it closes with its source. */
export function useOpened<Window extends string, Source extends { id: string }>(
  sources: readonly Source[] | undefined,
) {
  const [open, setOpen] = useState<{ window: Window; id: string } | null>(null);
  return {
    show:
      (window: Window) =>
      ({ id }: Source) =>
        setOpen({ window, id }),
    /** The source whose window this is, if it is open. */
    of: (window: Window) => (open?.window === window ? sources?.find((source) => source.id === open.id) : undefined),
    close: () => setOpen(null),
  };
}
