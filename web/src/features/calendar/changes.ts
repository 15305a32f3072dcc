import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

import { readCalendar } from '@/api/calendar';
import { listShops } from '@/api/shops';
import { useTranslator } from '@/lib/i18n/language';
import { failureText } from '@/ui/failureText';

export const useShops = () => useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });

export function useYear(year: number) {
  const range = { from: `${String(year)}-01-01`, to: `${String(year)}-12-31` };
  return useQuery({
    queryKey: ['calendar', range.from, range.to],
    queryFn: ({ signal }) => readCalendar(range, signal),
  });
}

/** A change of the calendar: afterwards it is read anew, and what was compared by it asked again; a refusal is shown in words. */
export function useCalendarChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const translator = useTranslator();
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: ['metric'] });
      await client.invalidateQueries({ queryKey: ['calendar'] });
    },
    onError: (failure) => {
      message.error(failureText(failure, translator));
    },
  });
}
