import { render } from 'preact';
import type { ToHost, ToPage } from '../../src/protocol.ts';
import { registerControls } from '../controls.tsx';
import { App } from './app.tsx';
import './results.css';
import './header.css';
import './bar.css';
import './tables.css';
import './figures.css';
import './trial.css';
import { createStore, type Kept } from './store.ts';

// The results page: asks the extension for its run files' results and shows them.

registerControls();
const store = createStore(acquireVsCodeApi<Kept, ToHost>());
window.addEventListener('message', (event: MessageEvent<ToPage>) =>
  store.act({ type: 'told', message: event.data }),
);
render(<App store={store} />, document.body);
store.send({ type: 'ready' });
