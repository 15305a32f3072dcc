export { useAnswer, useCalendar, useDictionary, useFoundValues, useShops } from '@/ui/answers';
export { useLiveVersion } from '@/ui/live';
