// The page's entry: speaks the reader's language, then puts the app on the page.
import { mount } from 'svelte';
import App from './app/App.svelte';
import './diagram/theme.css';
import './app/app.css';
import { prefs, showTheme } from './app/prefs.svelte.ts';
import { browserLanguage, setLanguage } from './app/words.svelte.ts';

showTheme(prefs.theme);
void setLanguage(prefs.lang ?? browserLanguage()).then(() => mount(App, { target: document.getElementById('app')! }));
