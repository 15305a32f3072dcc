import { DownOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Popover, Segmented, Tag } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { NavLink, useLocation, useNavigate, useSearchParams } from 'react-router';

import { logout } from '@/api/session';
import { useTranslator } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/messages';
import {
  setPreferences,
  usePreferences,
  type ColourScheme,
  type FigureLength,
  type ThemeChoice,
} from '@/lib/preferences';
import { Away } from '@/ui/Away';
import { failureText } from '@/ui/failureText';
import { useMay, useSession } from '@/ui/session';

import { BIG_SCREEN } from './addresses';

const LANGUAGES: { value: Language; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
];
const THEMES: ThemeChoice[] = ['light', 'dark', 'system'];
const SCHEMES: ColourScheme[] = ['red-rises', 'green-rises', 'green-better'];
const LENGTHS: FigureLength[] = ['short', 'exact'];

/** The head of every page: where to go, how to see it, who is here. */
export default function Frame({ children, onLeft }: { children: ReactNode; onLeft: () => void }) {
  const { t } = useTranslator();
  const [query] = useSearchParams();
  const screen = useLocation().pathname === BIG_SCREEN;
  const wall = screen || query.get('wall') === '1';
  return (
    <App message={{ maxCount: 3 }} className={screen ? 'frame screen-frame' : wall ? 'frame wall' : 'frame'}>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      {!wall && <Head onLeft={onLeft} />}
      <Away />
      <main id="content" tabIndex={-1} className="content">
        {children}
      </main>
    </App>
  );
}

function Head({ onLeft }: { onLeft: () => void }) {
  const { t } = useTranslator();
  const session = useSession();
  const mayImport = useMay('operator');
  const mayAdminister = useMay('admin');
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    nav.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <header className="head">
      <NavLink to="/" className="brand">
        <img src="/favicon.svg" alt="" width={28} height={28} />
        <span>{t('app.name')}</span>
      </NavLink>
      {session.demo && <Tag className="demo-tag">{t('nav.demo')}</Tag>}
      <nav ref={nav} className="head-nav" aria-label={t('nav.main')}>
        <NavLink to="/" end>
          {t('nav.cockpit')}
        </NavLink>
        <NavLink to={BIG_SCREEN}>{t('nav.screen')}</NavLink>
        <NavLink to="/target">{t('nav.targets')}</NavLink>
        <NavLink to="/calendar">{t('nav.calendar')}</NavLink>
        <NavLink to="/benchmark">{t('nav.benchmark')}</NavLink>
        <NavLink to="/dictionary">{t('nav.dictionary')}</NavLink>
        <NavLink to="/quality">{t('nav.quality')}</NavLink>
        {mayImport && <NavLink to="/imports">{t('nav.imports')}</NavLink>}
        {mayImport && <NavLink to="/sources">{t('nav.sources')}</NavLink>}
        {mayImport && <NavLink to="/events">{t('nav.events')}</NavLink>}
        {mayAdminister && <NavLink to="/settings">{t('nav.settings')}</NavLink>}
      </nav>
      <div className="head-tools">
        <Popover trigger="click" placement="bottomRight" content={<DisplaySettings />}>
          <Button type="text" icon={<SettingOutlined />} aria-label={t('nav.preferences')} />
        </Popover>
        <Account onLeft={onLeft} />
      </div>
    </header>
  );
}

function DisplaySettings() {
  const { t } = useTranslator();
  const { language, theme, colours, figures } = usePreferences();
  return (
    <div className="display-settings">
      <div role="group" aria-label={t('preference.language')}>
        <span>{t('preference.language')}</span>
        <Segmented value={language} options={LANGUAGES} onChange={(value) => setPreferences({ language: value })} />
      </div>
      <div role="group" aria-label={t('preference.theme')}>
        <span>{t('preference.theme')}</span>
        <Segmented
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`preference.theme.${value}`) }))}
          onChange={(value) => setPreferences({ theme: value })}
        />
      </div>
      <div role="group" aria-label={t('preference.colours')}>
        <span>{t('preference.colours')}</span>
        <Segmented
          vertical
          value={colours}
          options={SCHEMES.map((value) => ({ value, label: t(`preference.colours.${value}`) }))}
          onChange={(value) => setPreferences({ colours: value })}
        />
      </div>
      <div role="group" aria-label={t('preference.figures')}>
        <span>{t('preference.figures')}</span>
        <Segmented
          value={figures}
          options={LENGTHS.map((value) => ({ value, label: t(`preference.figures.${value}`) }))}
          onChange={(value) => setPreferences({ figures: value })}
        />
      </div>
    </div>
  );
}

function Account({ onLeft }: { onLeft: () => void }) {
  const translator = useTranslator();
  const { t } = translator;
  const { username, role } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await logout();
      onLeft();
      void navigate('/');
    } catch (failure) {
      message.error(failureText(failure, translator));
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', label: `${username} · ${t(`role.${role}`)}`, disabled: true },
          { type: 'divider' },
          { key: 'password', label: t('nav.password') },
          { key: 'logout', label: t('nav.logout') },
        ],
        onClick: ({ key }) => void (key === 'logout' ? leave() : navigate('/password')),
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('nav.user', { name: username })}>
        <span className="account-name">{username}</span>
        <DownOutlined className="account-arrow" />
      </Button>
    </Dropdown>
  );
}
