# the refused content and honest commands behind its end come in one write
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C> Subject: x\r\n\r\na\nb\r\n.\r\nRSET\r\nNOOP\r\n
S: /550 5\.6\.0 .*/
S: 250 2.0.0 Ok
S: 250 2.0.0 Ok
C: QUIT
S: /221 2\.0\.0 .*/
-- closed

DELIVERED 0
