import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

import { listTargets, readTargetYear, type TargetKey } from '@/api/target';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

export const useListed = (year: number) =>
  useQuery({ queryKey: ['target', 'list', year], queryFn: ({ signal }) => listTargets(year, signal) });

export function useTargetYear(key: TargetKey | null, year: number) {
  return useQuery({
    queryKey: ['target', 'year', key, year],
    queryFn: ({ signal }) => {
      if (key === null) {
        throw new Error('A year of no shop was asked.');
      }
      return readTargetYear(key, year, signal);
    },
    enabled: key !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** A change of targets: afterwards everything that shows them is asked again; a refusal is shown in words, long enough to read its numbers. */
export function useTargetChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const translator = useTranslator();
  return useMutation({
    mutationFn: run,
    // The change is done when the server says so, not when everything was read again.
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['target'] });
    },
    onError: (failure) => {
      void message.open({ type: 'error', content: failureText(failure, translator), duration: 10 });
    },
  });
}
