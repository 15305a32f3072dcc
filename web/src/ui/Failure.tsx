import { Alert, Button } from 'antd';

import { useTranslator } from '@/lib/i18n/language';

import { failureText } from './failureText';

interface FailureProps {
  failure: unknown;
  onRetry?: () => void;
}

/** A failed request in words, with a way to try again. */
export function Failure({ failure, onRetry }: FailureProps) {
  const translator = useTranslator();
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      {translator.t('app.retry')}
    </Button>
  );
  return <Alert type="error" showIcon title={failureText(failure, translator)} {...(retry ? { action: retry } : {})} />;
}
