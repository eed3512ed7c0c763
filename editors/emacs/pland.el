;;; pland.el --- Work on plans written in Markdown  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: MIT

;; Author: The pland authors
;; Maintainer: The pland authors
;; URL: https://pland.dev
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, outlines, tools

;;; Commentary:

;; pland is a language server for planning Markdown: roadmaps, project plans, OKRs, decision
;; records, changelogs and guides.  This package starts it and adds commands for what people do
;; to a plan as time goes on.
;;
;;     (require 'pland)
;;     (pland-setup)                     ; through Eglot; (pland-lsp-setup) through lsp-mode
;;
;; Then open a plan.  Findings come through Flymake, hovers through ElDoc, completion through
;; `completion-at-point', definitions and references through Xref, and `imenu' lists milestones,
;; initiatives, metrics and risks each by itself.  `C-c ,' is the prefix of pland's own commands,
;; `C-c , ,' shows them all.

;;; Code:

(require 'compile)
(require 'eglot)
(require 'flymake)
(require 'project)
(require 'seq)
(require 'subr-x)
(require 'transient)

(declare-function lsp-request "ext:lsp-mode")
(declare-function lsp-workspaces "ext:lsp-mode")
(declare-function lsp-register-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(declare-function lsp-deferred "ext:lsp-mode")
(declare-function lsp-cur-line-diagnostics "ext:lsp-mode")
(declare-function lsp--buffer-uri "ext:lsp-mode")
(declare-function lsp-workspace-restart "ext:lsp-mode")
(declare-function lsp-describe-session "ext:lsp-mode")
(declare-function lsp--cur-position "ext:lsp-mode")
(declare-function lsp--position-to-point "ext:lsp-mode")
(declare-function lsp--apply-workspace-edit "ext:lsp-mode")
(declare-function lsp--client-server-id "ext:lsp-mode")
(declare-function lsp--workspace-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(defvar lsp-language-id-configuration)

(defgroup pland nil
  "Planning Markdown."
  :group 'tools
  :prefix "pland-")

(defcustom pland-program nil
  "The program pland, a name or a path.
Nil looks for it on the variable `exec-path', then in build/release of the
checkout that this file is part of."
  :type '(choice (const :tag "Look for it" nil) string))

(defcustom pland-initialization-options nil
  "What the server is told at its start, as a property list.
It has the settings of pland.toml, for instance (:formatting t).  A pland.toml
is better: it counts for everyone who works on these plans."
  :type 'plist)

(defcustom pland-modes '(markdown-mode gfm-mode markdown-ts-mode)
  "Major modes of planning documents."
  :type '(repeat function))

(defconst pland--folder
  (file-name-directory (or load-file-name buffer-file-name default-directory))
  "Where this file is.")

(defun pland-program ()
  "Return the program, by the variable `pland-program'."
  (or pland-program
      (executable-find "pland")
      (let ((built (expand-file-name "../../build/release/pland" pland--folder)))
        (and (file-executable-p built) built))
      "pland"))

(defun pland--missing ()
  "Return a sentence about the program where there is none, otherwise nil."
  (unless (executable-find (pland-program))
    (format-message "pland: there is no program %s; see `pland-program'" (pland-program))))

(defun pland--program ()
  "Return the program; where there is none, an error says so."
  (when-let ((missing (pland--missing)))
    (user-error "%s" missing))
  (pland-program))

;;;; The server, through Eglot

(defun pland-eglot-contact (&rest _)
  "Return the command for Eglot's `eglot-server-programs'."
  `(,(pland--program) "lsp"
    ,@(when pland-initialization-options
        (list :initializationOptions pland-initialization-options))))

(dolist (mode pland-modes)
  (put mode 'eglot-language-id "markdown"))
(add-to-list 'eglot-server-programs (cons pland-modes #'pland-eglot-contact))

;;;###autoload
(defun pland-ensure (&optional say)
  "Start pland for this buffer, unless it is there already.
That needs a file, a major mode of `pland-modes' and the program: where one is
missing, SAY makes it an error that says so, as it is when called by a key."
  (interactive (list t))
  (let ((missing (pland--missing)))
    (cond ((pland--served)
           (when say (message "pland runs in this buffer already")))
          ((not (and buffer-file-name (apply #'derived-mode-p pland-modes)))
           (when say (pland--not-served)))
          (missing
           (if say (user-error "%s" missing) (message "%s" missing)))
          ((bound-and-true-p lsp-mode))
          ((memq #'pland--lsp-managed (bound-and-true-p lsp-managed-mode-hook))
           (lsp-deferred))
          (t (eglot-ensure)))))

(defun pland--served ()
  "Whether pland runs in this buffer."
  (or (pland--eglot-server) (pland--lsp-server)))

(defun pland--not-served ()
  "Say that pland does not run in this buffer, and what can be done about it."
  (user-error
   (cond ((not buffer-file-name)
          "pland does not run here: it needs a file; C-x C-w, then M-x pland-ensure")
         ((not (apply #'derived-mode-p pland-modes))
          "pland does not run here: the major mode is not one of `pland-modes'")
         (t "pland does not run here; M-x pland-ensure starts it"))))

;;;###autoload
(defun pland-setup ()
  "Start pland in all planning documents from now on."
  (interactive)
  (dolist (mode pland-modes)
    (add-hook (intern (format "%s-hook" mode)) #'pland-ensure))
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (apply #'derived-mode-p pland-modes)
        (pland-ensure)))))

(defun pland--eglot-server ()
  "Return Eglot's server of this buffer, if it is pland."
  (when-let* ((server (and (bound-and-true-p eglot--managed-mode) (eglot-current-server)))
              (info (eglot--server-info server)))
    (and (equal (plist-get info :name) "pland") server)))

(defun pland--eglot-managed ()
  "Switch `pland-mode' on and off with Eglot."
  (if (pland--eglot-server)
      (pland-mode 1)
    (when (bound-and-true-p pland-mode)
      (pland-mode -1))))
(add-hook 'eglot-managed-mode-hook #'pland--eglot-managed)

(defvar-local pland--file nil
  "The file of this buffer as the server knows it; in a timeline, of its source.")

(defun pland--renamed ()
  "Tell the server that this buffer visits another file now.
Eglot does not, so that it would ask about a document the server has never seen;
lsp-mode does by itself."
  (let ((old pland--file))
    (setq pland--file buffer-file-name)
    (when (and old (not (equal old buffer-file-name)) (pland--eglot-server))
      (let ((buffer-file-name old))
        (eglot--signal-textDocument/didClose))
      (if buffer-file-name
          (eglot--signal-textDocument/didOpen)
        (eglot--managed-mode -1)))))

;;;; The server, through lsp-mode

;;;###autoload
(defun pland-lsp-setup ()
  "Start pland in all planning documents from now on, through lsp-mode."
  (interactive)
  (require 'lsp-mode)
  (add-to-list 'lsp-language-id-configuration '(markdown-ts-mode . "markdown"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () (list (pland-program) "lsp")))
    :major-modes pland-modes
    :priority 1
    :initialization-options (lambda () pland-initialization-options)
    :server-id 'pland))
  (add-hook 'lsp-managed-mode-hook #'pland--lsp-managed)
  (dolist (mode pland-modes)
    (add-hook (intern (format "%s-hook" mode)) #'pland-ensure)))

(defun pland--lsp-server ()
  "Return lsp-mode's server of this buffer, if it is pland."
  (and (bound-and-true-p lsp-managed-mode)
       (seq-find (lambda (workspace)
                   (eq (lsp--client-server-id (lsp--workspace-client workspace)) 'pland))
                 (lsp-workspaces))))

(defun pland--lsp-managed ()
  "Switch `pland-mode' on where lsp-mode has started pland."
  (when (pland--lsp-server)
    (pland-mode 1)))

;;;; Asking it

;; Eglot's objects are property lists, lsp-mode's hash tables unless it was built otherwise.

(defun pland--get (object key)
  "The value of KEY, a keyword, in OBJECT."
  (if (hash-table-p object)
      (gethash (substring (symbol-name key) 1) object)
    (plist-get object key)))

(defun pland--request (method params)
  "Ask the server METHOD, a keyword, with PARAMS, a property list."
  (if-let ((server (pland--eglot-server)))
      (progn
        (eglot--signal-textDocument/didChange)
        (jsonrpc-request server method params))
    (unless (pland--lsp-server)
      (pland--not-served))
    (lsp-request (substring (symbol-name method) 1) params)))

(defun pland--document ()
  "Return the document of this buffer for a request."
  (unless (pland--served)
    (pland--not-served))
  (list :uri (if (pland--lsp-server)
                 (lsp--buffer-uri)
               (plist-get (eglot--TextDocumentIdentifier) :uri))))

(defun pland--position ()
  "Return the position of point for a request."
  (if (pland--lsp-server) (lsp--cur-position) (eglot--pos-to-lsp-position)))

(defun pland--point (position)
  "The place in this buffer of a POSITION in an answer."
  (if (hash-table-p position)
      (lsp--position-to-point position)
    (eglot--lsp-position-to-point position)))

(defun pland--apply (edit)
  "Make a workspace EDIT."
  (cond ((pland--lsp-server) (lsp--apply-workspace-edit edit 'code-action))
        ;; The second argument was whether to ask, and is now who wants it.
        ((fboundp 'eglot-execute) (eglot-execute (pland--eglot-server) (list :title "" :edit edit)))
        (t (eglot--apply-workspace-edit edit))))

;;;; What people do to a plan

;; Each is a code action of the server, found by how its title begins.

(defun pland--headings ()
  "Places of the headings that point stands below, the innermost first."
  (save-excursion
    (end-of-line)
    (let ((level 7) places)
      (while (and (> level 1) (re-search-backward "^ \\{0,3\\}\\(#+\\)[ \t]" nil t))
        (let ((hashes (- (match-end 1) (match-beginning 1))))
          (when (< hashes level)
            (setq level hashes)
            (push (point) places))))
      (nreverse places))))

(defun pland--actions-at (place kind title)
  "The server's actions of KIND at PLACE whose titles begin with TITLE."
  (let ((position (save-excursion (goto-char place) (pland--position))))
    (seq-filter
     (lambda (action) (string-prefix-p title (pland--get action :title)))
     (pland--request :textDocument/codeAction
                     (list :textDocument (pland--document)
                           :range (list :start position :end position)
                           :context (list :diagnostics [] :only (vector kind)))))))

(defun pland--choose (actions)
  "Return one of ACTIONS, and ask which where there are several."
  (if (null (cdr actions))
      (car actions)
    (let* ((titles (mapcar (lambda (action) (pland--get action :title)) actions))
           (title (completing-read "Which: " titles nil t)))
      (seq-find (lambda (action) (equal (pland--get action :title) title)) actions))))

(defun pland--act (title nothing &optional around kind)
  "Do the code action at point whose title begins with TITLE.
Where there is none and AROUND is non-nil, ask the headings that point stands
below; where there is none either, say that there is NOTHING.  KIND is the
action's kind, by default a refactoring."
  (let* ((kind (or kind "refactor"))
         (actions (seq-some (lambda (place) (append (pland--actions-at place kind title) nil))
                            (cons (point) (and around (pland--headings))))))
    (unless actions
      (user-error "There is %s" nothing))
    (let ((action (pland--choose actions)))
      (unless (pland--get action :edit)
        (setq action (pland--request :codeAction/resolve action)))
      (when-let ((edit (pland--get action :edit)))
        (pland--apply edit)))))

(defmacro pland--define-action (name does title nothing &rest rest)
  "Define the command NAME, which DOES what the action that TITLE begins does.
NOTHING, with \"There is\" before it, is said where there is no such action; REST
is the rest of the arguments of `pland--act'."
  (declare (indent 1))
  `(defun ,name ()
     ,(concat does ".")
     (interactive)
     (pland--act ,title ,nothing ,@rest)))

(pland--define-action pland-mark-done "Mark what point is on as done"
  "Mark as done" "nothing to mark as done at point")
(pland--define-action pland-reopen "Reopen what point is on"
  "Reopen" "nothing to reopen at point")
(pland--define-action pland-carry-over "Carry an open initiative over to the next period"
  "Carry over" "no open initiative to carry over at point")
(pland--define-action pland-drop "Move an open initiative to the non-goals"
  "Drop" "no open initiative to drop at point")
(pland--define-action pland-close-period "Close the period that point is in"
  "Close" "no period to close around point" t)
(pland--define-action pland-start-period "Start the period after the one that point is in"
  "Start" "no period around point that a new one can follow" t)
(pland--define-action pland-reviewed-today "Note that this document was reviewed today"
  "Reviewed today" "no day of a review to change in this document" t)
(pland--define-action pland-promote "Promote an initiative to the project plan"
  "Promote" "no initiative to promote at point")
(pland--define-action pland-extract-decision "Extract a decision to a record of its own"
  "Extract the decision" "no decision to extract around point" t)
(pland--define-action pland-supersede-decision "Supersede this decision with a new record"
  "Supersede" "no decision to supersede around point" t)
(pland--define-action pland-add-risk "Add a risk to the section that point is in"
  "Add a risk" "no section around point that takes a risk" t)
(pland--define-action pland-update-contents "Bring the table of contents up to date"
  "" "no table of contents to bring up to date" nil "source.updateTableOfContents.pland")
(pland--define-action pland-fix "Make all safe fixes of this document"
  "" "nothing in this document that a safe fix mends" nil "source.fixAll.pland")

;;;; The program's own verbs

(defun pland--root ()
  "Return the folder of the plans around here, that of `pland check'."
  (or (locate-dominating-file
       default-directory
       (lambda (folder)
         (seq-some (lambda (name) (file-exists-p (expand-file-name name folder)))
                   '("pland.toml" ".pland.toml" ".config/pland.toml" ".git"))))
      default-directory))

(defun pland--output (&rest arguments)
  "What the program prints, called with ARGUMENTS; an error is one here, too."
  (let ((program (pland--program)))
    (with-temp-buffer
      (let ((code (apply #'call-process program nil t nil arguments)))
        (unless (eql code 0)
          (user-error "%s" (string-trim (buffer-string))))
        (buffer-string)))))

(defun pland--names (pattern &rest arguments)
  "The first group of PATTERN in each line that the program prints with ARGUMENTS."
  (let ((output (apply #'pland--output arguments)) (start 0) names)
    (while (string-match pattern output start)
      (push (match-string 1 output) names)
      (setq start (match-end 0)))
    (nreverse names)))

;;;###autoload
(defun pland-new (kind title)
  "Write a new document of KIND about TITLE from its template, and visit it."
  (interactive
   (list (completing-read "Kind of document: " (pland--names "^\\([a-z][^ ]*\\) " "kinds") nil t)
         (read-string "Title (may be empty but for decisions): ")))
  (let* ((default-directory (pland--root))
         (output (apply #'pland--output "new" kind
                        (unless (string-empty-p title) (list "--title" title)))))
    (message "%s" (string-trim output))
    (when (string-match "\\`Wrote \\(.+\\); what stands in brackets" output)
      (find-file (expand-file-name (match-string 1 output))))))

(defun pland--rule-at-point ()
  "Return the rule of the finding at point, or of the first on its line."
  (if (pland--lsp-server)
      (seq-some (lambda (finding) (pland--get finding :code)) (lsp-cur-line-diagnostics))
    (seq-some (lambda (finding)
                (let ((data (flymake-diagnostic-data finding)))
                  (and (listp data) (plist-get (cdr (assq 'eglot-lsp-diag data)) :code))))
              (append (flymake-diagnostics (point))
                      (flymake-diagnostics (line-beginning-position) (line-end-position))))))

;;;###autoload
(defun pland-why (rule)
  "Show the page of RULE: by default the one whose finding is at point."
  (interactive
   (list (or (pland--rule-at-point)
             (completing-read "Rule: " (pland--names "^  \\([^ ]+\\) " "rule") nil t))))
  (let ((page (pland--output "rule" rule)))
    (with-current-buffer (get-buffer-create "*pland rule*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert page)
        (goto-char (point-min)))
      (when (fboundp 'gfm-view-mode)
        (gfm-view-mode))
      (setq-local buffer-read-only t)
      (local-set-key "q" #'quit-window)
      (display-buffer (current-buffer)))))

(define-compilation-mode pland-check-mode "Plan check"
  "Findings of all plans; \\[next-error] goes to the next."
  (setq-local compilation-error-regexp-alist-alist
              ;; error[rule]: message
              ;;    ╭─[file:line:column]
              `((pland ,(concat "^\\(?:error\\|\\(warning\\)\\|\\(information\\|hint\\)\\)\\[.*"
                                "\n *╭─\\[\\(.+\\):\\([0-9]+\\):\\([0-9]+\\)\\]")
                       3 4 5 (1 . 2))
                ;;    ├─[file:line:column] what is related
                (pland-related "^ *├─\\[\\(.+\\):\\([0-9]+\\):\\([0-9]+\\)\\]" 1 2 3 0)))
  (setq-local compilation-error-regexp-alist '(pland pland-related))
  (setq-local compilation-error-screen-columns nil)
  (setq-local compilation-first-column 1))

;;;###autoload
(defun pland-check (arguments)
  "Check all plans of this folder, as they are on disk.
ARGUMENTS are those of `pland check'; a prefix argument asks for them."
  (interactive (list (if current-prefix-arg (read-string "pland check ") "")))
  (let ((default-directory (pland--root))
        (process-environment (cons "NO_COLOR=1" process-environment)))
    (compilation-start (string-trim (format "%s check %s" (shell-quote-argument (pland--program))
                                            arguments))
                       #'pland-check-mode
                       (lambda (_) "*pland check*"))))

(defun pland-restart ()
  "End the server and start it anew."
  (interactive)
  (cond ((pland--eglot-server) (eglot-reconnect (pland--eglot-server)))
        ((pland--lsp-server) (lsp-workspace-restart (pland--lsp-server)))
        (t (pland-ensure t))))

(defun pland-log ()
  "Show what the client and the server said to each other."
  (interactive)
  (cond ((pland--eglot-server) (eglot-events-buffer (pland--eglot-server)))
        ((pland--lsp-server) (lsp-describe-session))
        (t (pland--not-served))))

;;;###autoload
(defun pland-version ()
  "Say which pland this is."
  (interactive)
  (message "%s (%s), %s" (string-trim (pland--output "--version")) (pland-program)
           (if (pland--served)
               "running in this buffer"
             "not running in this buffer")))

;;;; Outline

(defconst pland--groups
  '((24 . "Milestones") (3 . "Themes and objectives") (5 . "Initiatives") (16 . "Metrics")
    (14 . "Decisions") (21 . "Non-goals") (25 . "Risks") (11 . "Dependencies") (17 . "Tasks")
    (20 . "Blockers") (4 . "Releases") (8 . "Revisions"))
  "LSP's kinds of symbols, and what the server means by them.")

(defun pland-imenu ()
  "Return an index for `imenu': the things of a plan by kind, then the headings."
  (let (entries)                        ; (GROUP NAME . PLACE), the last first
    (cl-labels
        ((visit (symbol)
           (push (cons (alist-get (pland--get symbol :kind) pland--groups "Headings")
                       (cons (pland--get symbol :name)
                             (copy-marker
                              (pland--point
                               (pland--get (pland--get symbol :selectionRange) :start)))))
                 entries)
           (seq-do #'visit (pland--get symbol :children))))
      (seq-do #'visit (pland--request :textDocument/documentSymbol
                                      (list :textDocument (pland--document)))))
    (let ((groups (seq-group-by #'car (nreverse entries))))
      (delq nil (mapcar (lambda (title)
                          (when-let ((group (assoc title groups)))
                            (cons title (mapcar #'cdr (cdr group)))))
                        (append (mapcar #'cdr pland--groups) '("Headings")))))))

;;;; Traces

(defun pland--visit (uri range)
  "Show the start of RANGE in the document URI in another window."
  (let ((path (if (fboundp 'eglot-uri-to-path) (eglot-uri-to-path uri) (eglot--uri-to-path uri)))
        (start (pland--get range :start)))
    (pop-to-buffer (find-file-noselect path))
    (goto-char (point-min))
    (forward-line (pland--get start :line))
    (forward-char (min (pland--get start :character) (- (line-end-position) (point))))))

(defconst pland--trace-depth 4
  "How many steps a trace goes; longer ones go in circles as often as not.")

(defvar pland-trace-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map (make-composed-keymap button-buffer-map special-mode-map))
    (define-key map (kbd "RET") #'pland-trace-visit)
    map)
  "Keys of a trace.")

(define-derived-mode pland-trace-mode special-mode "Trace"
  "What a thing needs and leads to, and what it is part of.

\<pland-trace-mode-map>\[pland-trace-visit] goes to the thing of this line.
\[forward-button] moves to the next link.
\[backward-button] moves to the one before.")

(defun pland-trace-visit ()
  "Go to the text of the thing that this line names."
  (interactive)
  (let ((button (next-button (line-beginning-position) t)))
    (unless (and button (< (button-start button) (line-end-position)))
      (user-error "There is no link on this line; TAB goes to the next one"))
    (button-activate button)))

(defun pland--trace-insert (buffer item method end depth seen)
  "Insert in BUFFER where METHOD leads from ITEM, and from there on.
END is the end of a step's object that it leads to, :to or :from; DEPTH is how
deep this is, SEEN are the items on the way here."
  (seq-do
   (lambda (step)
     (let* ((next (pland--get step end))
            (name (pland--get next :name))
            (detail (pland--get next :detail))
            (uri (pland--get next :uri))
            (range (pland--get next :selectionRange))
            (key (list uri range)))
       (with-current-buffer buffer
         (insert (make-string (* 2 depth) ?\s))
         (insert-text-button name 'follow-link t
                             'action (lambda (_) (pland--visit uri range)))
         (insert (if detail (format "  %s" detail) "")
                 (format "  (%s)\n" (file-name-nondirectory (url-unhex-string uri)))))
       (unless (or (member key seen) (>= depth pland--trace-depth))
         (pland--trace-insert buffer next method end (1+ depth) (cons key seen)))))
   (pland--request method (list :item item))))

(defun pland-trace ()
  "Show what the thing at point needs and leads to, and what it is part of."
  (interactive)
  (let ((items (append (pland--request :textDocument/prepareCallHierarchy
                                       (list :textDocument (pland--document)
                                             :position (pland--position)))
                       nil))
        (buffer (get-buffer-create "*pland trace*")))
    (unless items
      (user-error "There is nothing at point that a trace begins at"))
    (with-current-buffer buffer
      (pland-trace-mode)
      (let ((inhibit-read-only t))
        (erase-buffer)))
    (let ((inhibit-read-only t) (item (car items)))
      (with-current-buffer buffer
        (insert (propertize (pland--get item :name) 'face 'bold)
                "\n\nNeeds, is worked on, ships\n"))
      (pland--trace-insert buffer item :callHierarchy/outgoingCalls :to 1 nil)
      (with-current-buffer buffer
        (insert "\nIs part of, is needed by\n"))
      (pland--trace-insert buffer item :callHierarchy/incomingCalls :from 1 nil))
    (pop-to-buffer buffer)
    (goto-char (or (next-button (point-min)) (point-min)))))

;;;; The timeline

(defvar-local pland--source nil "The buffer whose timeline this is.")
(defvar-local pland--cards nil
  "What is drawn here: the cards of the server's answer, each before its marker.
The marker is where its text begins, and stays there while people edit.")

(defvar pland-timeline-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map special-mode-map)
    (define-key map (kbd "RET") #'pland-timeline-visit)
    map)
  "Keys of a timeline.")

(define-derived-mode pland-timeline-mode special-mode "Timeline"
  "A document's periods over time, and what they hold.
\\<pland-timeline-mode-map>\\[pland-timeline-visit] goes to what is drawn at point,
\\[revert-buffer] draws anew."
  (setq-local truncate-lines t)
  (setq-local revert-buffer-function (lambda (&rest _) (pland--timeline-draw))))

(defun pland--timeline-ask (width)
  "Return the server's timeline of this buffer, at most WIDTH columns wide."
  (condition-case problem
      (pland--request :pland/timeline
                      (list :textDocument (pland--document) :format "text" :width width))
    (user-error (signal (car problem) (cdr problem)))
    (error
     (if (string-match-p "-32601\\|no such request" (format "%S" problem))
         (user-error "This pland draws no timelines yet: it is too old for this package")
       (signal (car problem) (cdr problem))))))

(defun pland--timeline-draw ()
  "Draw the timeline of its source in this buffer."
  (let* ((width (max 40 (1- (window-width))))
         (source (pland--timeline-source))
         (answer (with-current-buffer source
                   (unless (pland--served)
                     (display-buffer source)
                     (user-error "pland does not run in %s yet; draw anew once it does" (buffer-name)))
                   (pland--timeline-ask width)))
         (row (line-number-at-pos))
         (inhibit-read-only t))
    (unless answer
      (user-error "Nothing in this document has a place in time"))
    (erase-buffer)
    (insert (pland--get answer :text))
    (setq pland--file (buffer-file-name source))
    (pland--timeline-place (append (pland--get answer :cards) nil))
    (pland--timeline-mark (mapcar #'car pland--cards))
    (goto-char (point-min))
    (forward-line (1- row))))

(defun pland--timeline-source ()
  "Return the buffer whose timeline this is, opened anew if it was closed."
  (unless (buffer-live-p pland--source)
    (unless (and pland--file (file-exists-p pland--file))
      (user-error "The document of this timeline is gone"))
    (setq pland--source (find-file-noselect pland--file)))
  pland--source)

(defun pland--timeline-place (cards)
  "Note where in the source the text of CARDS begins."
  (dolist (card pland--cards)
    (set-marker (cdr card) nil))
  (setq pland--cards
        (with-current-buffer pland--source
          (mapcar (lambda (card) (cons card (copy-marker (pland--timeline-start card)))) cards))))

(defun pland--timeline-start (card)
  "The place in this buffer where the text of CARD began when it was drawn."
  (pland--point (pland--get (pland--get card :selectionRange) :start)))

(defun pland--timeline-mark (cards)
  "Give each line of this buffer the one of CARDS that is drawn on it.
A line begins with a card's title, behind what is drawn; that of a need with an
arrow.  Of cards with one title the first line is the first's."
  (let ((seen (make-hash-table :test #'equal)))
    (goto-char (point-min))
    (while (not (eobp))
      (let* ((line (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
             (need (string-search "↳" line))
             (called (seq-filter
                      (lambda (card)
                        (let ((at (string-search (pland--get card :title) line)))
                          (and at (or need (not (string-match-p "[[:alnum:]]"
                                                                (substring line 0 at)))))))
                      cards))
             (title (car (sort (mapcar (lambda (card) (pland--get card :title)) called)
                               (lambda (one other) (> (length one) (length other))))))
             (called (seq-filter (lambda (card) (equal (pland--get card :title) title)) called))
             (nth (if need 0 (gethash title seen 0))))
        (when called
          (unless need
            (puthash title (1+ nth) seen))
          (put-text-property (line-beginning-position) (line-end-position)
                             'pland-card (or (nth nth called) (car called)))))
      (forward-line 1))))

(defun pland-timeline ()
  "Draw this document's periods over time, in a buffer of its own."
  (interactive)
  (unless (pland--served)
    (pland--not-served))
  (let ((source (current-buffer))
        (place (point))
        (buffer (get-buffer-create (format "*timeline: %s*" (buffer-name)))))
    (with-current-buffer buffer
      (pland-timeline-mode)
      (setq pland--source source)
      (pland--timeline-draw))
    (pop-to-buffer buffer)
    ;; Work comes before the period it is in: the first that has the place is the innermost.
    (when-let* ((card (seq-find (lambda (card)
                                  (let ((range (pland--get card :range)))
                                    (with-current-buffer source
                                      (and (<= (pland--point (pland--get range :start)) place)
                                           (< place (pland--point (pland--get range :end)))))))
                                (with-current-buffer buffer (mapcar #'car pland--cards))))
                (drawn (text-property-any (point-min) (point-max) 'pland-card card)))
      (goto-char drawn))))

(defun pland-timeline-visit ()
  "Go to the text of what is drawn at point."
  (interactive)
  (let* ((card (or (get-text-property (line-beginning-position) 'pland-card)
                   (user-error "There is nothing drawn on this line")))
         (marker (cdr (assq card pland--cards))))
    (pop-to-buffer (pland--timeline-source))
    (push-mark nil t)
    (goto-char (if (marker-buffer marker) marker (pland--timeline-start card)))))

;;;; Keys

(defvar pland-command-map
  (let ((map (make-sparse-keymap)))
    (define-key map "," #'pland-menu)
    (define-key map "d" #'pland-mark-done)
    (define-key map "o" #'pland-reopen)
    (define-key map "m" #'pland-carry-over)
    (define-key map "k" #'pland-drop)
    (define-key map "c" #'pland-close-period)
    (define-key map "s" #'pland-start-period)
    (define-key map "v" #'pland-reviewed-today)
    (define-key map "p" #'pland-promote)
    (define-key map "x" #'pland-extract-decision)
    (define-key map "X" #'pland-supersede-decision)
    (define-key map "r" #'pland-add-risk)
    (define-key map "f" #'pland-fix)
    (define-key map "u" #'pland-update-contents)
    (define-key map "n" #'pland-new)
    (define-key map "t" #'pland-timeline)
    (define-key map "h" #'pland-trace)
    (define-key map "w" #'pland-why)
    (define-key map "!" #'pland-check)
    (define-key map "R" #'pland-restart)
    (define-key map "L" #'pland-log)
    (define-key map "V" #'pland-version)
    map)
  "Commands of `pland-mode', behind its prefix.")

(transient-define-prefix pland-menu ()
  "All that pland does to a plan."
  ;; In columns, which a terminal of 80 by 24 has the room for.
  [["This"
    ("d" "mark as done" pland-mark-done)
    ("o" "reopen" pland-reopen)
    ("m" "carry over" pland-carry-over)
    ("k" "drop, and say why not" pland-drop)
    ("p" "promote to the plan" pland-promote)
    ("h" "trace" pland-trace)
    ("w" "why this finding" pland-why)]
   ["This period or section"
    ("c" "close the period" pland-close-period)
    ("s" "start the next period" pland-start-period)
    ("r" "add a risk" pland-add-risk)
    ("x" "extract the decision" pland-extract-decision)
    ("X" "supersede the decision" pland-supersede-decision)]
   ["This document"
    ("v" "reviewed today" pland-reviewed-today)
    ("f" "make all safe fixes" pland-fix)
    ("u" "update the contents" pland-update-contents)
    ("t" "timeline" pland-timeline)]]
  [["All plans"
    ("n" "new document" pland-new)
    ("!" "check" pland-check)]
   ["The server"
    ("R" "restart" pland-restart)
    ("L" "log" pland-log)
    ("V" "version" pland-version)]])

(defvar pland-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c ,") pland-command-map)
    map)
  "Keys of `pland-mode'.")

;;;###autoload
(define-minor-mode pland-mode
  "Commands for what people do to plans, and an outline of what is in them.
It is switched on where pland runs.

\\{pland-mode-map}"
  :lighter " Plan"
  (setq pland--file (and pland-mode buffer-file-name))
  (if pland-mode
      (progn
        (add-hook 'after-set-visited-file-name-hook #'pland--renamed nil t)
        (add-function :before-until (local 'imenu-create-index-function) #'pland--imenu-if-served))
    (remove-hook 'after-set-visited-file-name-hook #'pland--renamed t)
    (remove-function (local 'imenu-create-index-function) #'pland--imenu-if-served)))

(defun pland--imenu-if-served ()
  "The index of `pland-imenu', or nil where the server is gone."
  (and (pland--served) (pland-imenu)))

(provide 'pland)
;;; pland.el ends here
