import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

import { listShops } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

export const useShops = () => useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });

/** A change to a list: afterwards the list is read anew; a refusal is shown in words. */
export function useChange<Input, Output>(list: string, run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const translator = useTranslator();
  return useMutation({
    mutationFn: run,
    onSuccess: () => client.invalidateQueries({ queryKey: [list] }),
    onError: (failure) => {
      message.error(failureText(failure, translator));
    },
  });
}
