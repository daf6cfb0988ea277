// The page is whole without this. With it: nothing reloads, and the hotspot may vanish for a while.
(() => {
  const find = (query) => document.querySelector(query);
  const join = find('#join'), scan = find('#scan'), link = find('#link'), away = find('#away');
  const panel = find('#panel'), list = find('#networks'), signal = find('#signal'), view = find('#view');
  let shown = '', lostAt = 0, misses = 0, watching = false;

  // A camera short of memory answers with an error or stops halfway, which only the last tag tells:
  // whatever is not one whole element of such a name counts as lost.
  const isWhole = (html, names) => new RegExp('^<(' + names + ')\\b[^]*</\\1>\\s*$').test(html);

  // Phones give up on a lost packet late; the camera is deaf while it scans, for 3 to 10 s.
  const ask = async (path, names, body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 9000);
    try {
      const options = body ? { method: 'POST', body: new URLSearchParams(body) } : {};
      const answer = await fetch(path, { ...options, signal: stop.signal });
      const html = await answer.text();
      if (!isWhole(html, names)) throw new Error(path);
      found();
      return { code: answer.status, html };
    } finally {
      clearTimeout(timer);
    }
  };

  const found = () => { lostAt = misses = 0; away.hidden = true; };
  const showLost = () => {
    away.hidden = !lostAt;
    find('#away b').textContent = 'for ' + Math.round((Date.now() - lostAt) / 1000) + ' s';
  };
  const lost = () => { lostAt = lostAt || Date.now(); misses++; showLost(); };
  // Apple's sheet keeps the focus while a page asks often; after misses, still less often.
  const later = (work) => setTimeout(work, 1000 * Math.min(2 + misses, 5));

  const put = (html) => {
    if (html !== shown) link.innerHTML = shown = html;
    const section = link.querySelector('section');
    const state = section ? section.dataset.state : '';
    if (!join) return state;
    const busy = state === 'joining' || state === 'joined';
    document.documentElement.className = busy ? 'js busy' : 'js';
    return state;
  };

  const settle = (state) => {
    if (state === 'joined') link.querySelectorAll('.copy').forEach((line) => addCopy(line));
    const back = link.querySelector('.back');
    if (back && join) back.remove();
    link.scrollIntoView({ block: 'nearest' });
  };

  const watch = async () => {
    try {
      const state = put((await ask('/link?part', 'section')).html);
      if (state === 'joining') later(watch); else settle(state);
      if (state === 'failed' && join) refresh();  // the camera has scanned again
    } catch (error) {
      lost();
      later(watch);
    }
  };

  // Another phone may have joined meanwhile, and this one should know.
  const glance = async () => {
    if (!document.documentElement.classList.contains('busy')) {
      try {
        const { html } = await ask('/link?part', 'section');
        if (html.includes('data-state="join')) { put(html); watch(); }
      } catch (error) {
        lost();
      }
    }
    setTimeout(glance, 10000);
  };

  const addCopy = (line, what = 'output') => {
    const button = document.createElement('button');
    button.className = 'plain';
    button.textContent = 'Copy';
    button.onclick = () => {
      // navigator.clipboard is for https only.
      getSelection().selectAllChildren(line.querySelector(what));
      if (document.execCommand('copy')) button.textContent = 'Copied';
    };
    line.append(button);
  };

  // A password belongs to the network that it was typed for, and is not sent to another.
  const passwords = new Map();
  let typedFor = null;
  const keepPassword = (network) => {
    const field = find('#password');
    if (typedFor === network) return;
    passwords.set(typedFor, field.value);
    field.value = passwords.get(network) || '';
    typedFor = network;
  };

  // A name may be on air open and secured: its two rows have one id, and a class each. Only while
  // there are two does the value tell the security, too.
  const rows = () => [...list.querySelectorAll('[name=id]')];
  const chosenRow = () => rows().find((row) => row.checked);
  const networkOf = (row) => row.className + row.value.split(' ')[0];

  const choose = () => {
    const chosen = chosenRow();
    const label = chosen && chosen.closest('label');
    if (chosen) keepPassword(networkOf(chosen));
    if (!label) join.append(panel); else if (label.nextSibling !== panel) label.after(panel);
    find('#password').disabled = !!chosen && chosen.className === 'open';
  };

  // The panel stays where it is while the rows around it change: a person who is typing in it would lose
  // the field, and the phone's keyboard with it.
  const renew = (html) => {
    const chosen = chosenRow(), focused = document.activeElement === chosen;
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    const found = [...fresh.content.querySelectorAll('[name=id]')];
    const again = chosen && found.find((row) => networkOf(row) === networkOf(chosen));
    if (!again) join.append(panel);
    if (!again) { list.innerHTML = html; return; }
    const fieldset = panel.parentNode, renewed = fresh.content.firstElementChild;
    const nodes = [...renewed.childNodes], at = nodes.indexOf(again.closest('label')) + 1;
    fieldset.className = renewed.className;
    [...fieldset.childNodes].forEach((node) => { if (node !== panel) node.remove(); });
    panel.before(...nodes.slice(0, at));
    panel.after(...nodes.slice(at));
    again.checked = true;
    if (focused) again.focus({ preventScroll: true });
  };

  const refresh = async () => {
    try {
      renew((await ask('/networks', 'fieldset')).html);
      choose();
      const scanning = !!list.querySelector('.scanning');
      if (scan) scan.firstChild.disabled = scanning;
      if (scanning) later(refresh); else if (watching) later(look);
      showSignal();
    } catch (error) {
      lost();
      later(refresh);
    }
  };

  // For an installer who turns the antenna: the chosen network, scanned again and again.
  const showSignal = () => {
    const chosen = chosenRow();
    const figures = chosen && chosen.closest('label').querySelector('.figures');
    if (watching) signal.lastChild.textContent = figures ? figures.textContent : 'Choose a network above.';
  };

  const look = async () => {
    if (!watching || document.documentElement.classList.contains('busy')) return;
    try { await ask('/scan?part', 'section|p', {}); } catch (error) { lost(); }
    refresh();
  };

  // One picture after the other; the camera takes its time for each.
  const showView = (event) => {
    event.preventDefault();
    const old = view.querySelector('img');
    view.firstChild.textContent = old ? 'Look through the lens' : 'Stop looking';
    if (old) { old.remove(); return; }
    const picture = new Image(320, 240);
    picture.alt = 'What the camera sees';
    const next = (pause) => setTimeout(() => {
      if (picture.isConnected) picture.src = '/api/view?' + Date.now();
    }, pause);
    picture.onload = () => next(100);
    picture.onerror = () => next(1500);
    view.append(picture);
    next(0);
  };

  const submit = (form, work, again, isFree = () => true) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const buttons = [...form.querySelectorAll('button')];
      buttons.forEach((button) => { button.disabled = true; });
      try {
        await work(await ask(form.getAttribute('action') + '?part', 'section|p', new FormData(form)));
      } catch (error) {
        lost();
        later(again);
      }
      if (isFree()) buttons.forEach((button) => { button.disabled = false; });
    };
  };

  if (join) {
    document.documentElement.className = 'js';
    find('.show').hidden = false;
    find('#show').onchange = (event) => {
      find('#password').type = event.target.checked ? 'text' : 'password';
    };
    list.onchange = (event) => {
      // The panel is in the list; to scroll when one of its fields is left would lose the tap.
      if (event.target.name !== 'id') return;
      choose();
      panel.scrollIntoView({ block: 'nearest' });
    };
    choose();
    submit(join, ({ code, html }) => {
      put(html);
      if (code === 200) watch(); else settle();
      if (code === 409) later(watch);
    }, watch);
    if (scan) submit(scan, refresh, refresh, () => !list.querySelector('.scanning'));
    find('#report').onclick = async (event) => {
      event.preventDefault();
      const box = document.createElement('div');
      try { box.innerHTML = (await ask('/report?part', 'pre')).html; } catch (error) { lost(); return; }
      box.querySelector('#text').prepend(new Date().toLocaleString() + '\n\n');
      addCopy(box, '#text');
      event.target.replaceWith(box);
    };
    if (view) view.firstChild.onclick = showView;
    if (signal) {
      signal.hidden = false;
      signal.firstChild.onclick = () => {
        watching = !watching;
        signal.firstChild.textContent = watching ? 'Stop watching' : 'Watch the signal here';
        showSignal();
        look();
      };
    }
    setTimeout(glance, 10000);
    if (list.querySelector('.scanning')) later(refresh);
  }

  setInterval(() => {
    const age = find('#age'), closes = find('#closes');
    if (age) age.textContent = ++age.dataset.s + ' s';
    if (closes && --closes.dataset.s >= 0) closes.textContent = closes.dataset.s + ' s';
    else if (closes) closes.parentNode.textContent = 'The hotspot is closed. Your phone goes back to its own Wi-Fi.';
    if (lostAt) showLost();
  }, 1000);

  const state = link.querySelector('section');
  if (state && state.dataset.state === 'joining') watch(); else if (state) settle(state.dataset.state);
})();
