;;; checks.el --- drives pland in this Emacs as a person does  -*- lexical-binding: t -*-

;;; Commentary:

;; run starts it in a copy of examples/: with Eglot, or with lsp-mode where PLAND_CLIENT says so.
;; Commands are called as a key would call them; a fresh buffer is visited for each test.

;;; Code:

(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa") ; not seen under -Q
(package-initialize)
(require 'cl-lib)
(require 'ert)
(require 'ert-x)
(require 'markdown-mode)
(add-to-list 'load-path (expand-file-name "editors/emacs" (getenv "PLAND_CHECKOUT")))
(require 'pland)

(defvar root (file-name-as-directory (file-truename default-directory)))
(defvar lsp (equal (getenv "PLAND_CLIENT") "lsp-mode"))
(defvar editor (format "Emacs %s with %s" emacs-version
                       (if lsp "lsp-mode" (format "Eglot %s" (if (> emacs-major-version 28) "built in" "1.9")))))

(setq make-backup-files nil auto-save-default nil create-lockfiles nil vc-handled-backends nil
      enable-local-variables :safe eldoc-idle-delay 0 flymake-no-changes-timeout 0
      eglot-sync-connect 20 eglot-autoshutdown nil
      pland-program (getenv "PLAND_BINARY")
      pland-initialization-options (and (getenv "PLAND_INIT")
                                        (json-parse-string (getenv "PLAND_INIT") :object-type 'plist
                                                           :false-object :json-false))
      ;; Debian's lsp-mode asks whether a folder is a project, and finds flycheck otherwise.
      lsp-auto-guess-root t lsp-enable-suggest-server-download nil lsp-diagnostics-provider :flymake
      lsp-keep-workspace-alive nil lsp-enable-file-watchers nil lsp-restart 'ignore)
(defvar eglot-confirm-server-edits) (defvar eglot-confirm-server-initiated-edits)
(setq eglot-confirm-server-edits nil eglot-confirm-server-initiated-edits nil)
(advice-add 'y-or-n-p :override (lambda (&rest _) t))
(advice-add 'yes-or-no-p :override (lambda (&rest _) t))
(add-hook 'project-find-functions (lambda (_) (cons 'transient root)))
(if lsp (pland-lsp-setup) (pland-setup))

(defun await (met &optional seconds)
  "Wait until MET gives something, at most SECONDS."
  (let ((end (+ (float-time) (or seconds 15))) value)
    (while (and (not (setq value (funcall met))) (< (float-time) end))
      (while (and (accept-process-output nil 0.02) (< (float-time) end)))
      ;; In batch no command ends, no window is shown, and nobody is ever idle.
      (run-hooks 'post-command-hook)
      (run-window-configuration-change-hook)
      (ert-run-idle-timers))
    value))

(defun visit (file)
  "Visit FILE of the workspace as it is on disk, served."
  (let ((buffer (find-file-noselect (expand-file-name file root))))
    (switch-to-buffer buffer)
    (run-hooks 'post-command-hook)
    (should (await (lambda () (bound-and-true-p pland-mode))))
    (goto-char (point-min))
    buffer))

(defun on (words)
  "Put point on the first WORDS of the buffer."
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(defun line () "The line of point." (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
(defun has (words) "Whether the buffer has WORDS."
       (save-excursion (goto-char (point-min)) (and (search-forward words nil t) t)))

(defun finding (words)
  "The finding whose text has WORDS, once it is there."
  (await (lambda ()
           (flymake-start)
           (seq-find (lambda (found) (string-match-p words (flymake-diagnostic-text found)))
                     (flymake-diagnostics)))))

(defmacro answering (answer &rest body)
  "Do BODY with a person who picks the first choice that begins with ANSWER."
  (declare (indent 1))
  `(cl-letf (((symbol-function 'completing-read)
              (lambda (_ choices &rest _)
                (or (seq-find (lambda (one) (string-prefix-p ,answer one))
                              (all-completions "" choices))
                    (error "No %s among %S" ,answer (all-completions "" choices)))))
             ((symbol-function 'read-string) (lambda (&rest _) ,answer))
             ((symbol-function 'read-from-minibuffer) (lambda (&rest _) ,answer))
             (last-nonmenu-event ?x))
     ,@body))

(defun complaint (command)
  "What COMMAND says when it cannot do what it is for."
  (error-message-string (should-error (call-interactively command) :type 'user-error)))

(defmacro check (what &rest body)
  "Define the test WHAT that does BODY and leaves the files as they were."
  (declare (indent 1))
  `(ert-set-test (intern (format "%03d %s" (cl-incf check-number) ,what))
                 (make-ert-test
                  :name (intern (format "%03d %s" check-number ,what))
                  :body (lambda ()
                          (unwind-protect (progn ,@body) (restore))))))
(defvar check-number 0)

(defun restore ()
  "Take back what a test did to buffers."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (and buffer-file-name (buffer-modified-p))
        (let ((inhibit-message t)) (revert-buffer t t t)))))
  (delete-other-windows))

(check "diagnostics in flymake"
  (visit "ROADMAP.md")
  (let ((found (finding "Q2 2027 is Apr - Jun")))
    (should found)
    (should (equal 87 (line-number-at-pos (flymake-diagnostic-beg found))))
    (should (eq (flymake-diagnostic-buffer found) (current-buffer)))))

(check "diagnostics follow what is typed"
  (visit "ROADMAP.md")
  (should (finding "Q2 2027 is Apr - Jun"))
  (on "(Jul - Sep): Twenty")
  (delete-char 11)
  (insert "(Apr - Jun)")
  (should (await (lambda ()
                   (flymake-start)
                   (not (seq-find (lambda (found) (string-match-p "Q2 2027 is" (flymake-diagnostic-text found)))
                                  (flymake-diagnostics)))))))

(check "definition by M-."
  (visit "ROADMAP.md")
  (on "PROJECT_PLAN.md)")
  (let ((this-command #'xref-find-definitions)) (call-interactively this-command))
  (should (equal (buffer-name) "PROJECT_PLAN.md")))

(check "references by M-?"
  (visit "ROADMAP.md")
  (on "Q4 2026 (Oct")
  (let (shown)
    (cl-letf (((symbol-function 'xref--show-xrefs)
               (lambda (fetch &rest _) (setq shown (if (functionp fetch) (funcall fetch) fetch)))))
      (xref-find-references (xref-backend-identifier-at-point (xref-find-backend))))
    (should (>= (length shown) 2))))

(check (if lsp "hover" "hover in eldoc")
  (visit "ROADMAP.md")
  (on "Basin forecast")
  (if lsp
      (progn (lsp-describe-thing-at-point)
             (with-current-buffer "*lsp-help*" (should (has "Basin forecast"))))
    (let (told)
      (run-hook-with-args-until-success 'eldoc-documentation-functions
                                        (lambda (text &rest _) (when (stringp text) (setq told text))))
      (should (await (lambda () told)))
      (should (string-match-p "Basin forecast" told)))))

(check "completion of a link"
  (visit "ROADMAP.md")
  (on "This roadmap says")
  (insert "[plan](PROJ\n\n")
  (backward-char 2)
  (completion-at-point)
  (should (string-prefix-p "[plan](PROJECT_PLAN.md" (line))))

;; In lsp-mode, completion without a frontend such as company takes the word and asks for no more.
(check (if lsp "completion of a section" "completion of a section inserts all of its lines")
  (visit "ROADMAP.md")
  (on "## What We")
  (insert "### Dec\n\n")
  (backward-char 2)
  (completion-at-point)
  (should (has "### Decision 3: "))
  (should (or lsp (await (lambda ()
                   (goto-char (point-min))
                   (re-search-forward (concat "### Decision 3: [^\n]*\n\n\\*\\*Decision\\*\\*: [^\n]*\n\\(?:.*\n\\)*?"
                                              "\\*\\*Review Date\\*\\*: [^\n]*\n\\(?:.*\n\\)*?## What We")
                                      nil t))))))

(check "rename changes the project plan as well"
  (visit "PROJECT_PLAN.md")
  (visit "ROADMAP.md")
  (on "Basin forecast")
  (if lsp (lsp-rename "Basin outlook")
    (answering "Basin outlook" (call-interactively #'eglot-rename)))
  (should (has "**Basin outlook**"))
  (with-current-buffer "PROJECT_PLAN.md"
    (should (has "**2. Basin outlook**"))))

(check "code action"
  (visit "ROADMAP.md")
  (should (finding "Q2 2027 is Apr - Jun"))
  (on "Jul - Sep): Twenty")
  (answering "Write Apr"
    (call-interactively (if lsp #'lsp-execute-code-action #'eglot-code-actions)))
  (should (has "### Q2 2027 (Apr - Jun)")))

(check "format of a region"
  (visit "ROADMAP.md")
  (on "| Dependency")
  (let ((begin (point)))
    (search-forward "web page |")
    (if lsp (lsp-format-region begin (point))
      (eglot-format begin (point))))
  (on "| Text message gateway")
  (should (string-match-p "| Runa Okafor   +|" (line))))

(check "imenu has the things of a plan by kind"
  (visit "ROADMAP.md")
  (let ((index (funcall imenu-create-index-function)))
    (should (equal (mapcar #'car (cdr (assoc "Initiatives" index)))
                   '("Self-checking gauges" "Harbour dashboard" "Skipper alerts" "Basin forecast"
                     "Self-service set-up" "Public readings" "A gauge for walls that fall dry"
                     "A partner who installs for us")))
    (should (assoc "Milestones" index))
    (should (assoc "Risks" index))
    (goto-char (cdr (assoc "Basin forecast" (cdr (assoc "Initiatives" index)))))
    (should (equal (line-number-at-pos) 78))))

(check "C-c , d marks as done"
  (visit "PROJECT_PLAN.md")
  (on "Threshold settled")
  (call-interactively (key-binding (kbd "C-c , d")))
  (should (string-prefix-p "- [x] Threshold" (line))))

(check "a command with nothing to do says so"
  (visit "PROJECT_PLAN.md")
  (on "## Active Blockers")
  (should (equal (complaint #'pland-mark-done) "There is nothing to mark as done at point")))

(check "under another name it is served as before"
  (let ((buffer (visit "PROJECT_PLAN.md")) (file (expand-file-name "COPY.md" root)))
    (unwind-protect
        (progn
          (write-file file)
          (should (await (lambda () (bound-and-true-p pland-mode))))
          (should (finding "no task to any tool"))
          (on "Threshold settled")
          (call-interactively #'pland-mark-done)
          (should (string-prefix-p "- [x] Threshold" (line))))
      (with-current-buffer buffer (set-buffer-modified-p nil))
      (kill-buffer buffer)
      (delete-file file))))

(check "a program that is missing is named"
  (visit "ROADMAP.md")
  (let ((pland-program "/nonexistent/pland")
        (sentence "\\`pland: there is no program /nonexistent/pland; see .pland-program.\\'"))
    (should (string-match-p sentence (complaint #'pland-check)))
    (should (string-match-p sentence (error-message-string (should-error (pland-eglot-contact)))))
    (with-temp-buffer
      (setq buffer-file-name (expand-file-name "NEW.md" root))
      (let (said)
        (cl-letf (((symbol-function 'message) (lambda (form &rest rest) (setq said (apply #'format-message form rest))))
                  ((symbol-function 'eglot-current-server) #'ignore)) ; a new session
          (markdown-mode))
        (should (string-match-p sentence said)))
      (should-not (bound-and-true-p lsp-mode))
      (cl-letf (((symbol-function 'pland--served) #'ignore))
        (should (string-match-p sentence (complaint #'pland-ensure))))
      (set-buffer-modified-p nil)
      (setq buffer-file-name nil))))

(check "where it cannot run it says why"
  (with-temp-buffer
    (markdown-mode)
    (dolist (command '(pland-ensure pland-timeline pland-mark-done pland-log))
      (should (string-match-p "it needs a file" (complaint command)))))
  (with-temp-buffer
    (setq buffer-file-name (expand-file-name "notes.txt" root))
    (should (string-match-p "the major mode is not one of" (complaint #'pland-ensure)))
    (setq buffer-file-name nil)))

(check "the folder of the plans is that of their settings"
  (let* ((folder (file-name-as-directory (make-temp-file "plans" t)))
         (default-directory (expand-file-name "a/b/" folder)))
    (make-directory default-directory t)
    (make-directory (expand-file-name ".config" folder))
    (write-region "" nil (expand-file-name ".config/pland.toml" folder))
    (should (file-equal-p (pland--root) folder))
    (delete-directory folder t)))

(check "the period that point is in is closed"
  (visit "ROADMAP.md")
  (on "6 pilot harbours read")
  (call-interactively #'pland-close-period)
  (on "### Q1 2027")
  (should (search-forward "**Self-checking gauges**" (save-excursion (search-forward "### Q2 2027")) t)))

(check "reviewed today, from anywhere"
  (visit "ROADMAP.md")
  (on "Wave height")
  (call-interactively #'pland-reviewed-today)
  (should (has "**Last Updated**: 2026-12-01")))

(check "where several are meant, one is asked for"
  (visit "ROADMAP.md")
  (on "### Q1 2027")
  (answering "Drop, and say why not: Basin" (call-interactively #'pland-drop))
  (on "NOT Doing")
  (should (search-forward "Basin forecast" nil t)))

(check "all safe fixes"
  (visit "PROJECT_PLAN.md")
  (should (finding "no task to any tool"))
  (call-interactively #'pland-fix)
  (should (has "- [ ] Rolled out")))

(check "why this finding"
  (visit "ROADMAP.md")
  (should (finding "Q2 2027 is Apr - Jun"))
  (on "Jul - Sep): Twenty")
  (call-interactively #'pland-why)
  (with-current-buffer "*pland rule*"
    (should (has "period-months-mismatch"))))

(check "check, and next-error"
  (visit "ROADMAP.md")
  (call-interactively #'pland-check)
  (let ((buffer (get-buffer "*pland check*")))
    (should buffer)
    (switch-to-buffer buffer)
    (should (await (lambda ()
                     (accept-process-output (get-buffer-process buffer) 0.1 nil t)
                     (has "Found 4 errors"))))
    (on "impossible-date]")
    (compile-goto-error)
    (should (equal (buffer-name) "PROJECT_PLAN.md"))
    (should (equal (line-number-at-pos) 79))
    (should (equal (current-column) 11))))

(check "trace"
  (visit "ROADMAP.md")
  (on "Skipper alerts")
  (call-interactively #'pland-trace)
  (should (equal (buffer-name) "*pland trace*"))
  (should (has "Self-checking gauges"))
  (should (button-at (point)))
  (goto-char (point-min))
  (should (string-match-p "There is no link" (complaint (key-binding (kbd "RET")))))
  (call-interactively (key-binding (kbd "TAB")))
  (should (button-at (point)))
  (let ((first (point)))
    (call-interactively (key-binding (kbd "TAB")))
    (should (> (point) first))
    (call-interactively (key-binding (kbd "<backtab>")))
    (should (= (point) first)))
  (on "Self-checking gauges")
  (call-interactively (key-binding (kbd "RET")))
  (should (equal (buffer-name) "ROADMAP.md"))
  (should (equal (line-number-at-pos) 59)))

(check "new document"
  (visit "ROADMAP.md")
  (cl-letf (((symbol-function 'completing-read) (lambda (_ kinds &rest _) (should (member "decision" kinds)) "decision"))
            ((symbol-function 'read-string) (lambda (&rest _) "Buoys before gauges")))
    (call-interactively #'pland-new))
  (should (equal (buffer-name) "0002-buoys-before-gauges.md"))
  (should (has "Buoys before gauges")))

(check "timeline"
  (visit "ROADMAP.md")
  (on "### Q1 2027")
  (call-interactively #'pland-timeline)
  (should (eq major-mode 'pland-timeline-mode))
  (should (string-match-p "Q1 2027" (line))) ; it shows where point was
  (on "Basin forecast")
  (call-interactively (key-binding (kbd "RET")))
  (should (equal (buffer-name) "ROADMAP.md"))
  (should (equal (line-number-at-pos) 78)))

(check "the timeline follows what is typed"
  (visit "ROADMAP.md")
  (call-interactively #'pland-timeline)
  (with-current-buffer "ROADMAP.md"
    (goto-char (point-min))
    (insert "\n\n\n"))
  (on "Basin forecast")
  (call-interactively #'pland-timeline-visit)
  (should (equal (line-number-at-pos) 81))
  (should (string-match-p "Basin forecast" (line))))

(check "the timeline of a document that was closed"
  (visit "PROJECT_PLAN.md")             ; so that the server stays
  (dolist (again (list #'pland-timeline-visit #'revert-buffer))
    (visit "ROADMAP.md")
    (call-interactively #'pland-timeline)
    (kill-buffer "ROADMAP.md")
    (on "Basin forecast")
    (if lsp (condition-case nil (funcall again) (user-error nil)) (funcall again))
    (should (get-buffer "ROADMAP.md"))
    (when (eq again #'pland-timeline-visit)
      (should (equal (buffer-name) "ROADMAP.md"))
      (should (equal (line-number-at-pos) 78)))))

(check "the menu of all commands"
  (visit "ROADMAP.md")
  (should (eq (key-binding (kbd "C-c , ,")) #'pland-menu))
  (should (get 'pland-menu 'transient--prefix))
  (map-keymap (lambda (_ command) (should (commandp command))) pland-command-map)
  (let (lines)
    (unwind-protect
        (progn (call-interactively #'pland-menu)
               (transient--show)
               (setq lines (with-current-buffer " *transient*" (split-string (buffer-string) "\n"))))
      (transient--emergency-exit))
    (should (seq-find (lambda (line) (string-match-p "version" line)) lines))
    (should (<= (length lines) 18))     ; of the 24 that a terminal has
    (should (seq-every-p (lambda (line) (<= (string-width line) 80)) lines))))

(check "version"
  (visit "ROADMAP.md")
  (let (said)
    (cl-letf (((symbol-function 'message) (lambda (form &rest rest) (setq said (apply #'format form rest)))))
      (call-interactively #'pland-version))
    (should (string-match-p "\\`pland [0-9].*running in this buffer" said))
    (should-not (string-match-p "not running" said))))

(check "restart"
  (visit "ROADMAP.md")
  (let ((before (pland--eglot-server)))
    (call-interactively #'pland-restart)
    (should (await (lambda () (if lsp (pland--lsp-server)
                                (and (pland--eglot-server) (not (eq before (pland--eglot-server))))))))
    (visit "ROADMAP.md")
    (should (finding "Q2 2027 is Apr - Jun"))))

(defvar failed 0)
(ert-run-tests
 t
 (lambda (event &rest arguments)
   (when (eq event 'test-ended)
     (let* ((test (nth 1 arguments)) (result (nth 2 arguments))
            (what (substring (symbol-name (ert-test-name test)) 4)))
       (if (ert-test-passed-p result)
           (princ (format "ok %s: %s\n" editor what))
         (cl-incf failed)
         (princ (format "FAILED %s: %s: %s\n" editor what
                        (replace-regexp-in-string
                         "[\n ]+" " "
                         (format "%S" (ert-test-result-with-condition-condition result))))))))))
(dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
(kill-emacs (if (> failed 0) 1 0))
;;; checks.el ends here
