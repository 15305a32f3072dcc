import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { nonce, nonceForAllStyles } from '@/lib/nonce';

import { Root } from './Root';
import './style.css';

const place = document.getElementById('root');
if (place === null) {
  throw new Error('index.html has no element #root.');
}
nonceForAllStyles(nonce);
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
