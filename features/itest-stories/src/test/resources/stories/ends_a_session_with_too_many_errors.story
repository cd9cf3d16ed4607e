# RFC 5321 4.3.2; commands behind the limit are not served
[settings] max_message_size=64KB
[settings] max_recipients=100
[settings] max_errors=5
[settings] max_line=1000
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C> FROB\r\nFROB\r\nFROB\r\nFROB\r\nFROB\r\nNOOP\r\n
S: /500 5\.5\.2 .*/
S: /500 5\.5\.2 .*/
S: /500 5\.5\.2 .*/
S: /500 5\.5\.2 .*/
S: /500 5\.5\.2 .*/
S: /421 4\.7\.0 .*/
-- closed
