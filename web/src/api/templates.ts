import type { Bilingual } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/messages';

import { get } from './http';

/** A file to download, fill in and import. */
export interface Template {
  id: string;
  /** What it belongs to. */
  group: string;
  title: Bilingual;
  about: Bilingual;
  /** The headers of the columns in which every row needs a value. */
  needed: Bilingual[];
}

export type TemplateForm = 'xlsx' | 'csv';

export const listTemplates = (signal?: AbortSignal) => get<Template[]>('/api/imports/templates', signal);

export const templateAddress = (id: string, language: Language, as: TemplateForm) =>
  `/api/imports/templates/${encodeURIComponent(id)}?language=${language}&as=${as}`;
