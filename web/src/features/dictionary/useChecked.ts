import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { checkOwn, type Checked, type OwnDefinitions } from '@/api/dictionary';

/** Who types waits this long before the text is looked at. */
const TYPED_MS = 350;

interface Check {
  checked: Checked;
  /** Whether the text has changed since it was looked at. */
  pending: boolean;
  error: Error | null;
  again: () => void;
}

/** What the server says of a text that is being written; what is kept was looked at already. */
export function useChecked(text: string, kept: OwnDefinitions): Check {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const same = settled === kept.text;
  const check = useQuery({
    queryKey: ['definition-check', kept.shop, settled],
    queryFn: () => checkOwn(kept.shop, settled),
    enabled: !same && kept.editable,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return {
    checked: same ? kept.checked : (check.data ?? kept.checked),
    pending: text !== settled || (!same && (check.isPlaceholderData || check.isPending)),
    error: same ? null : check.error,
    again: () => void check.refetch(),
  };
}
