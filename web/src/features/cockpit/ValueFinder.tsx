import { AutoComplete } from 'antd';
import { useRef, useState } from 'react';

import { useTranslator } from '@/lib/i18n/language';

import { useFoundValues } from './answers';

interface ValueFinderProps {
  dimension: string;
  shop: string | undefined;
  text: string;
  /** Whether there are values that the rows on screen do not show. */
  more: boolean;
  onText: (text: string) => void;
  onPick: (value: string) => void;
}

/** The address follows when the typing rests: written with each letter, it would come back late and take letters away. */
const REST_MS = 200;

/** Narrows the rows on screen; in a long list it also looks among the values that are not shown, and a click goes into one. */
export function ValueFinder({ dimension, shop, text, more, onText, onPick }: ValueFinderProps) {
  const { t, of } = useTranslator();
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  const [seen, setSeen] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (text !== seen) {
    setSeen(text);
    if (text !== sent) {
      setSent(text);
      setTyped(text);
    }
  }
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(next);
      onText(next);
    }, REST_MS);
  };
  const wanted = text.trim();
  const found = useFoundValues(dimension, wanted, shop, more);
  const options =
    more && wanted !== ''
      ? (found.data ?? []).map(({ value, title }) => ({
          value,
          label: title === null || of(title) === value ? value : `${of(title)} · ${value}`,
        }))
      : [];
  return (
    <AutoComplete
      className="breakdown-search"
      aria-label={t('cockpit.breakdown.search')}
      placeholder={t('cockpit.breakdown.search')}
      allowClear
      value={typed}
      options={options}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, onSearch: type }}
      onClear={() => type('')}
      onSelect={(value: string) => {
        clearTimeout(timer.current);
        setTyped('');
        setSent('');
        onPick(value);
      }}
    />
  );
}
