// The embed's entry: the picture and its controls, for an iframe of another page; needs no storage and no origin.
import { mount } from 'svelte';
import './diagram/theme.css';
import './app/app.css';
import Embed from './app/Embed.svelte';
import { showTheme } from './app/prefs.svelte.ts';
import { browserLanguage, setLanguage } from './app/words.svelte.ts';
import { embedParams } from './share/link.ts';

const params = embedParams(location.search);
showTheme(params.theme);
void setLanguage(params.lang ?? browserLanguage()).then(() => mount(Embed, { target: document.getElementById('app')!, props: { params } }));
