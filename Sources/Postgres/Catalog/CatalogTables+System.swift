extension CatalogTables {
    /// PostgreSQL 15's catalogs, as far as clients look at them: the name of each, and of its columns with their types
    /// by a letter (`CatalogTables.types`). From its manual, "System Catalogs" and "System Views".
    static let system = """
        pg_aggregate aggfnoid:o aggkind:c aggnumdirectargs:s aggtransfn:o aggfinalfn:o aggcombinefn:o aggserialfn:o \
            aggdeserialfn:o aggmtransfn:o aggminvtransfn:o aggmfinalfn:o aggfinalextra:b aggmfinalextra:b \
            aggfinalmodify:c aggmfinalmodify:c aggsortop:o aggtranstype:o aggtransspace:i aggmtranstype:o \
            aggmtransspace:i agginitval:t aggminitval:t
        pg_am oid:o amname:t amhandler:o amtype:c
        pg_attrdef oid:o adrelid:o adnum:s adbin:t
        pg_attribute attrelid:o attname:t atttypid:o attstattarget:i attlen:s attnum:s attndims:i attcacheoff:i \
            atttypmod:i attbyval:b attalign:c attstorage:c attcompression:c attnotnull:b atthasdef:b atthasmissing:b \
            attidentity:c attgenerated:c attisdropped:b attislocal:b attinhcount:i attcollation:o attacl:T \
            attoptions:T attfdwoptions:T attmissingval:t
        pg_auth_members roleid:o member:o grantor:o admin_option:b
        pg_cast oid:o castsource:o casttarget:o castfunc:o castcontext:c castmethod:c
        pg_class oid:o relname:t relnamespace:o reltype:o reloftype:o relowner:o relam:o relfilenode:o reltablespace:o \
            relpages:i reltuples:f relallvisible:i reltoastrelid:o relhasindex:b relisshared:b relpersistence:c \
            relkind:c relnatts:s relchecks:s relhasrules:b relhastriggers:b relhassubclass:b relrowsecurity:b \
            relforcerowsecurity:b relispopulated:b relreplident:c relispartition:b relrewrite:o relfrozenxid:o \
            relminmxid:o relacl:T reloptions:T relpartbound:t
        pg_collation oid:o collname:t collnamespace:o collowner:o collprovider:c collisdeterministic:b collencoding:i \
            collcollate:t collctype:t colliculocale:t collversion:t
        pg_constraint oid:o conname:t connamespace:o contype:c condeferrable:b condeferred:b convalidated:b conrelid:o \
            contypid:o conindid:o conparentid:o confrelid:o confupdtype:c confdeltype:c confmatchtype:c conislocal:b \
            coninhcount:i connoinherit:b conkey:S confkey:S conpfeqop:O conppeqop:O conffeqop:O confdelsetcols:S \
            conexclop:O conbin:t
        pg_conversion oid:o conname:t connamespace:o conowner:o conforencoding:i contoencoding:i conproc:o \
            condefault:b
        pg_database oid:o datname:t datdba:o encoding:i datlocprovider:c datistemplate:b datallowconn:b datconnlimit:i \
            datfrozenxid:o datminmxid:o dattablespace:o datcollate:t datctype:t daticulocale:t datcollversion:t \
            datacl:T
        pg_db_role_setting setdatabase:o setrole:o setconfig:T
        pg_default_acl oid:o defaclrole:o defaclnamespace:o defaclobjtype:c defaclacl:T
        pg_depend classid:o objid:o objsubid:i refclassid:o refobjid:o refobjsubid:i deptype:c
        pg_description objoid:o classoid:o objsubid:i description:t
        pg_enum oid:o enumtypid:o enumsortorder:f enumlabel:t
        pg_event_trigger oid:o evtname:t evtevent:t evtowner:o evtfoid:o evtenabled:c evttags:T
        pg_extension oid:o extname:t extowner:o extnamespace:o extrelocatable:b extversion:t extconfig:O \
            extcondition:T
        pg_foreign_data_wrapper oid:o fdwname:t fdwowner:o fdwhandler:o fdwvalidator:o fdwacl:T fdwoptions:T
        pg_foreign_server oid:o srvname:t srvowner:o srvfdw:o srvtype:t srvversion:t srvacl:T srvoptions:T
        pg_foreign_table ftrelid:o ftserver:o ftoptions:T
        pg_index indexrelid:o indrelid:o indnatts:s indnkeyatts:s indisunique:b indnullsnotdistinct:b indisprimary:b \
            indisexclusion:b indimmediate:b indisclustered:b indisvalid:b indcheckxmin:b indisready:b indislive:b \
            indisreplident:b indkey:S indcollation:O indclass:O indoption:S indexprs:t indpred:t
        pg_inherits inhrelid:o inhparent:o inhseqno:i inhdetachpending:b
        pg_language oid:o lanname:t lanowner:o lanispl:b lanpltrusted:b lanplcallfoid:o laninline:o lanvalidator:o \
            lanacl:T
        pg_namespace oid:o nspname:t nspowner:o nspacl:T
        pg_opclass oid:o opcmethod:o opcname:t opcnamespace:o opcowner:o opcfamily:o opcintype:o opcdefault:b \
            opckeytype:o
        pg_operator oid:o oprname:t oprnamespace:o oprowner:o oprkind:c oprcanmerge:b oprcanhash:b oprleft:o \
            oprright:o oprresult:o oprcom:o oprnegate:o oprcode:o oprrest:o oprjoin:o
        pg_partitioned_table partrelid:o partstrat:c partnatts:s partdefid:o partattrs:S partclass:O partcollation:O \
            partexprs:t
        pg_policy oid:o polname:t polrelid:o polcmd:c polpermissive:b polroles:O polqual:t polwithcheck:t
        pg_proc oid:o proname:t pronamespace:o proowner:o prolang:o procost:f prorows:f provariadic:o prosupport:o \
            prokind:c prosecdef:b proleakproof:b proisstrict:b proretset:b provolatile:c proparallel:c pronargs:s \
            pronargdefaults:s prorettype:o proargtypes:O proallargtypes:O proargmodes:T proargnames:T proargdefaults:t \
            protrftypes:O prosrc:t probin:t prosqlbody:t proconfig:T proacl:T
        pg_publication oid:o pubname:t pubowner:o puballtables:b pubinsert:b pubupdate:b pubdelete:b pubtruncate:b \
            pubviaroot:b
        pg_publication_namespace oid:o pnpubid:o pnnspid:o
        pg_publication_rel oid:o prpubid:o prrelid:o prqual:t prattrs:S
        pg_range rngtypid:o rngsubtype:o rngmultitypid:o rngcollation:o rngsubopc:o rngcanonical:o rngsubdiff:o
        pg_rewrite oid:o rulename:t ev_class:o ev_type:c ev_enabled:c is_instead:b ev_qual:t ev_action:t
        pg_sequence seqrelid:o seqtypid:o seqstart:l seqincrement:l seqmax:l seqmin:l seqcache:l seqcycle:b
        pg_shdescription objoid:o classoid:o description:t
        pg_statistic_ext oid:o stxrelid:o stxname:t stxnamespace:o stxowner:o stxstattarget:i stxkeys:S stxkind:T \
            stxexprs:t
        pg_subscription oid:o subdbid:o subskiplsn:t subname:t subowner:o subenabled:b subbinary:b substream:b \
            subtwophasestate:c subdisableonerr:b subconninfo:t subslotname:t subsynccommit:t subpublications:T
        pg_tablespace oid:o spcname:t spcowner:o spcacl:T spcoptions:T
        pg_trigger oid:o tgrelid:o tgparentid:o tgname:t tgfoid:o tgtype:s tgenabled:c tgisinternal:b tgconstrrelid:o \
            tgconstrindid:o tgconstraint:o tgdeferrable:b tginitdeferred:b tgnargs:s tgattr:S tgargs:t tgqual:t \
            tgoldtable:t tgnewtable:t
        pg_type oid:o typname:t typnamespace:o typowner:o typlen:s typbyval:b typtype:c typcategory:c typispreferred:b \
            typisdefined:b typdelim:c typrelid:o typsubscript:t typelem:o typarray:o typinput:t typoutput:t \
            typreceive:t typsend:t typmodin:t typmodout:t typanalyze:t typalign:c typstorage:c typnotnull:b \
            typbasetype:o typtypmod:i typndims:i typcollation:o typdefaultbin:t typdefault:t typacl:T
        pg_user_mapping oid:o umuser:o umserver:o umoptions:T
        pg_roles rolname:t rolsuper:b rolinherit:b rolcreaterole:b rolcreatedb:b rolcanlogin:b rolreplication:b \
            rolconnlimit:i rolpassword:t rolvaliduntil:z rolbypassrls:b rolconfig:T oid:o
        pg_user usename:t usesysid:o usecreatedb:b usesuper:b userepl:b usebypassrls:b passwd:t valuntil:z useconfig:T
        pg_tables schemaname:t tablename:t tableowner:t tablespace:t hasindexes:b hasrules:b hastriggers:b \
            rowsecurity:b
        pg_views schemaname:t viewname:t viewowner:t definition:t
        pg_matviews schemaname:t matviewname:t matviewowner:t tablespace:t hasindexes:b ispopulated:b definition:t
        pg_indexes schemaname:t tablename:t indexname:t tablespace:t indexdef:t
        pg_sequences schemaname:t sequencename:t sequenceowner:t start_value:l min_value:l max_value:l increment_by:l \
            cycle:b cache_size:l last_value:l data_type:t
        pg_settings name:t setting:t unit:t category:t short_desc:t extra_desc:t context:t vartype:t source:t \
            min_val:t max_val:t enumvals:T boot_val:t reset_val:t sourcefile:t sourceline:i pending_restart:b
        pg_stat_activity datid:o datname:t pid:i leader_pid:i usesysid:o usename:t application_name:t client_addr:t \
            client_hostname:t client_port:i backend_start:z xact_start:z query_start:z state_change:z \
            wait_event_type:t wait_event:t state:t backend_xid:o backend_xmin:o query_id:l query:t backend_type:t
        pg_stat_user_tables relid:o schemaname:t relname:t seq_scan:l seq_tup_read:l idx_scan:l idx_tup_fetch:l \
            n_tup_ins:l n_tup_upd:l n_tup_del:l n_tup_hot_upd:l n_live_tup:l n_dead_tup:l n_mod_since_analyze:l \
            n_ins_since_vacuum:l last_vacuum:z last_autovacuum:z last_analyze:z last_autoanalyze:z vacuum_count:l \
            autovacuum_count:l analyze_count:l autoanalyze_count:l
        pg_timezone_names name:t abbrev:t utc_offset:v is_dst:b
        pg_locks locktype:t database:o relation:o page:i tuple:s virtualxid:t transactionid:o classid:o objid:o \
            objsubid:s virtualtransaction:t pid:i mode:t granted:b fastpath:b waitstart:z
        """
}
