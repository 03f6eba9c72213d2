# bash completion for shingan
_shingan()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
    local data='--data --overlay --lang --help'
    COMPREPLY=()
    case $prev in
        --format)
            words='text json'
            [[ ${COMP_WORDS[1]} == @(examine|url) ]] && words+=' jsonl'
            [[ ${COMP_WORDS[1]} == examine ]] && words+=' html'
            [[ ${COMP_WORDS[1]} == notice ]] && words='text markdown html record'
            [[ ${COMP_WORDS[1]} == evaluate ]] && words+=' svg'
            [[ ${COMP_WORDS[1]} == indicators ]] && words='text csv postfix-access postfix-header-checks postfix-body-checks rpz hosts misp stix' ;;
        --by) words='source lang sub date charset' ;;
        --lang|--letters) words='ja en' ;;
        --color) words='auto always never' ;;
        --walls) words='enforce log off' ;;
        --tlp) words='clear green amber red' ;;
        --did) words='nothing opened opened-attachment replied entered-password entered-mail-password entered-card' ;;
        --defang) words='last-dot all-dots masked fullwidth' ;;
        --data|--overlay|--folder|--out|--templates) COMPREPLY=($(compgen -d -- "$cur")); return ;;
        --geo|--network|--mailboxes|--hosted|--known-senders|--feed|--from|--prior|--output|--publisher|--update) COMPREPLY=($(compgen -f -- "$cur")); return ;;
        --now|--jobs|--client-ip|--helo|--mail-from|--recipient|--worst|--trusted-mx|--authserv-id|--to|--source-port|--posted|--status|--confirmed|--quote) return ;;
        *)
            if ((COMP_CWORD == 1)); then
                words='examine url intel indicators notice reply checks report train evaluate --help --version'
            else
                case ${COMP_WORDS[1]} in
                    examine) words="$data --format --out --full --brief --summary --color --jobs --walls --client-ip
                        --helo --mail-from --recipient --trusted-mx --authserv-id --mailboxes --hosted --known-senders --feed --geo --network" ;;
                    url) words="$data --format --from" ;;
                    intel) words="$data check show" ;;
                    notice) words="$data --publisher --out --format --posted --status --confirmed --update --defang --quote --no-quote
                        --templates --recipient --trusted-mx --authserv-id --geo --network" ;;
                    reply) words="$data --publisher --did --out --templates --recipient --trusted-mx --authserv-id --geo --network" ;;
                    checks) words='--format --help' ;;
                    report) words="$data --publisher --out --to --list --letters --redact --with-recipient --with-token --source-port --force
                        --recipient --trusted-mx --authserv-id --geo --network" ;;
                    indicators) words="$data --format --out --now --defanged --bom --tlp --publisher --recipient --trusted-mx --authserv-id
                        --geo --network" ;;
                    train) words="$data --folder --prior --out --quick --trusted-mx --authserv-id --jobs --geo --network" ;;
                    evaluate) words="$data --folder --strict --by --worst --format --output --trusted-mx --authserv-id --jobs
                        --geo --network" ;;
                esac
                if [[ ${COMP_WORDS[1]} == @(examine|indicators|report|train|evaluate|notice|reply) && $cur != -* ]]; then
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return
                fi
            fi ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o filenames -F _shingan shingan
