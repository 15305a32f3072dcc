import { App } from 'antd';

import { useTranslator } from '@/lib/i18n/language';
import { useMay } from '@/ui/session';

import { useChange } from './sources';

interface AnySource {
  id: string;
  state: 'active' | 'paused';
}

/** What the server is asked for, by the id of a source. */
interface Requests {
  pause: (id: string) => Promise<unknown>;
  resume: (id: string) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
}

/** The entries that the menu of every source has. */
export function useSourceActions(requests: Requests) {
  const { t } = useTranslator();
  const { modal } = App.useApp();
  const pause = useChange(requests.pause);
  const resume = useChange(requests.resume);
  const remove = useChange(requests.remove);

  const pausing = (act: () => void) => ({ key: 'pause', label: t('sources.pause'), onClick: act });
  const resuming = ({ id }: AnySource) => ({
    key: 'resume',
    label: t('sources.resume'),
    onClick: () => resume.mutate(id),
  });
  return {
    /** Pauses at once, or resumes. */
    pauseOrResume: (source: AnySource) =>
      source.state === 'active' ? pausing(() => pause.mutate(source.id)) : resuming(source),
    /** Pauses after a question, or resumes. */
    askToPauseOrResume: (source: AnySource, question: string) =>
      source.state === 'active'
        ? pausing(() => {
            void modal.confirm({
              title: question,
              okText: t('sources.pause'),
              onOk: () => pause.mutateAsync(source.id).catch(() => undefined),
            });
          })
        : resuming(source),
    /** Deletes after a question. */
    askToDelete: (source: AnySource, question: string) => ({
      key: 'delete',
      label: t('sources.delete'),
      danger: true,
      onClick: () => {
        void modal.confirm({
          title: question,
          okText: t('sources.delete'),
          okButtonProps: { danger: true },
          onOk: () => remove.mutateAsync(source.id).catch(() => undefined),
        });
      },
    }),
  };
}

interface ReadingActions<Source> extends Requests {
  onEdit: (source: Source) => void;
  onReplay: (source: Source) => void;
  /** What is asked before one is deleted. */
  question: (source: Source) => string;
}

/** The menu of a source that is read again and again: a table or a topic. */
export function useReadingActions<Source extends AnySource>({
  onEdit,
  onReplay,
  question,
  ...requests
}: ReadingActions<Source>) {
  const { t } = useTranslator();
  const mayChange = useMay('admin');
  const actions = useSourceActions(requests);
  return (source: Source) => [
    actions.pauseOrResume(source),
    { key: 'replay', label: t('pulls.replay'), onClick: () => onReplay(source) },
    ...(mayChange
      ? [
          { key: 'edit', label: t('pulls.edit'), onClick: () => onEdit(source) },
          actions.askToDelete(source, question(source)),
        ]
      : []),
  ];
}
