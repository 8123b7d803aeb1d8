// The only script of our own: copies a text, and says whether it could.
window.rlsmotion = {
  copy: async text => {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  }
};
