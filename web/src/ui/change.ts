import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

import { useTranslator } from '@/lib/i18n/language';

import { failureText } from './failureText';

/** A change: afterwards what was read under this name is read anew, and a refusal is shown in words. */
export function useChange<Input, Output>(read: string, run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const translator = useTranslator();
  return useMutation({
    mutationFn: run,
    onSuccess: () => client.invalidateQueries({ queryKey: [read] }),
    onError: (failure) => {
      message.error(failureText(failure, translator));
    },
  });
}
