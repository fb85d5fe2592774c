// Passkeys need a script: what uses them is shown only where the browser has them.
document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const form of document.querySelectorAll("form.passkeys")) form.hidden = false;
});
document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const words of document.querySelectorAll("form.passkeys [role=alert]")) words.hidden = false;
});
